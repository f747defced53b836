package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.EventReader;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream lives no longer than what its reader showed when it began. */
final class StreamEndsTest {
  private static final long SHORT_SECONDS = 3;
  private static final long LONG_SECONDS = 600;
  // A second is promised; a busy machine gets more.
  private static final Duration SOON = Duration.ofSeconds(8);

  private final SigningKey key = SigningKey.make("first", Algorithm.EDDSA);
  private final SigningKey other = SigningKey.make("other", Algorithm.EDDSA);
  @TempDir private Path home;

  private static String token(SigningKey key, Instant ends) {
    return key.sign(
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", "alice")
            .put("tenant", new JsonArray().add("acme-corp"))
            .put("scope", "ops:read")
            .put("exp", ends.getEpochSecond()));
  }

  private RunningGateway start() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    key.writeTo(conf);
    other.writeTo(conf);
    SigningKey.list(conf, key.entry("active"), other.entry("active"));
    return RunningGateway.start(
        home, Map.of("DECISIONOS_AUTH", "jwt", "DECISIONOS_AUTH_LEEWAY_MS", "0"));
  }

  private static EventReader open(RunningGateway gateway, String token) throws IOException {
    var reader =
        EventReader.open(
            gateway.httpPort(),
            "/cards/highlights/stream?tenant=acme-corp",
            "Accept: text/event-stream\r\nAuthorization: Bearer " + token + "\r\n");
    assertThat(reader.head().get(0)).contains(" 200 ");
    return reader;
  }

  @Test
  void aStreamEndsWithItsTokensTime() throws IOException {
    try (var gateway = start()) {
      Instant ends = Instant.ofEpochSecond(Instant.now().getEpochSecond() + SHORT_SECONDS);
      try (EventReader reader = open(gateway, token(key, ends))) {
        reader.rest();

        assertThat(Instant.now()).isBetween(ends, ends.plus(SOON));
      }
    }
  }

  @Test
  void aStreamEndsWithItsKeyRetiredOrGoneAndNoOtherDoes() throws IOException {
    try (var gateway = start()) {
      Instant later = Instant.now().plusSeconds(LONG_SECONDS);
      try (EventReader retired = open(gateway, token(key, later));
          EventReader stays = open(gateway, token(other, later))) {
        SigningKey.list(gateway.conf(), key.entry("retired"), other.entry("active"));
        retired.rest();

        SigningKey.list(gateway.conf(), key.entry("active"));
        // Removed from the list without a word, it counts no more either.
        stays.rest();
      }
    }
  }
}

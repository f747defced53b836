package io.decisionos.gateway.keysource;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.fixture.FakeAws.Mood;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests with made-up key ids: a few hundred in every build, a hundred thousand with {@code
 * -Pcampaign}. None of them makes the gateway ask the source of its keys.
 */
final class UnknownKeysCampaignTest {
  private static final int REQUESTS = Integer.getInteger("campaign.unknown", 300);
  private static final SigningKey KNOWN = SigningKey.make("known", Algorithm.HS256);
  private static final SigningKey STRANGER = SigningKey.make("stranger", Algorithm.HS256);

  @TempDir private Path home;

  private static String token(SigningKey key, String kid) {
    var claims =
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", "alice")
            .put("tenant", new JsonArray().add("acme-corp"))
            .put("scope", "ops:read")
            .put("exp", Instant.now().getEpochSecond() + 600);
    return key.sign(key.header().put("kid", kid).encode(), claims.encode());
  }

  /** How many answers of each status a storm of made-up ids gets. */
  private static Map<Integer, Integer> storm(RunningGateway gateway, int requests) {
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      int status =
          gateway.get("/slo?tenant=acme-corp", token(STRANGER, "made-up-" + i)).statusCode();
      statuses.merge(status, 1, Integer::sum);
    }
    return statuses;
  }

  @Test
  void madeUpKeyIdsNeverCauseALookUp() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    SigningKey.list(conf, KNOWN.entry("active").replace("file: known.jwk", "ssm: /keys/known"));
    try (var aws = FakeAws.start().holding("/keys/known", KNOWN.jwk().encode())) {
      var variables =
          Map.of("DECISIONOS_AUTH", "jwt", "DECISIONOS_KEYS_ENDPOINT_SSM", aws.endpoint());
      try (var gateway = RunningGateway.start(home, variables)) {
        int before = aws.calls().size();

        assertThat(storm(gateway, REQUESTS)).containsOnlyKeys(401);

        assertThat(aws.calls()).hasSize(before);
        String good = token(KNOWN, "known");
        assertThat(gateway.get("/slo?tenant=acme-corp", good).statusCode()).isEqualTo(200);
      }
      aws.turn(Mood.FAILING);
      try (var gateway = RunningGateway.start(home, variables)) {
        long begin = System.nanoTime();
        int before = aws.calls().size();

        assertThat(storm(gateway, REQUESTS)).containsOnlyKeys(503);

        // The gateway tries by itself after 1, 2, 4 … 30 s, whoever asks for what.
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(aws.calls().size() - before).isLessThanOrEqualTo((int) (6 + seconds / 30));
      }
    }
  }
}

package io.decisionos.gateway.keysource;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.fixture.FakeAws.Mood;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A source that is away for longer than the grace, in each way in which a source can be: not one
 * refusal before the end of the grace, none served a second after it, and back within one refresh.
 * Judges times, so it wants a quiet machine.
 */
@Tag("quiet")
final class SourceAwayCampaignTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long REFRESH_MS = 1500;
  private static final long GRACE_MS = 6000;
  private static final long CALL_MS = 2000;
  private static final long ASKED_EVERY_NANOS = 1_000_000;
  private static final SigningKey KEY = SigningKey.make("in-ssm", Algorithm.HS256);

  @TempDir private Path home;

  private static String token() {
    return KEY.sign(
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", "alice")
            .put("tenant", "acme-corp")
            .put("scope", "ops:read")
            .put("exp", Instant.now().getEpochSecond() + 600));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"WELL", "GARBLING"},
      mode = EnumSource.Mode.EXCLUDE)
  void theGraceIsKeptToTheEndAndNoLonger(Mood mood) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    SigningKey.list(conf, KEY.entry("active").replace("file: in-ssm.jwk", "ssm: /keys/s"));
    String token = token();
    try (var aws = FakeAws.start().holding("/keys/s", KEY.jwk().encode());
        var gateway = RunningGateway.start(home, variables(aws))) {
      // The last good reading is the one that ends now, or a moment ago.
      int before = aws.calls().size();
      Await.until(PATIENCE, () -> aws.calls().size() > before, aws::calls);
      long read = System.nanoTime();
      Await.until(PATIENCE, () -> millisSince(read) > REFRESH_MS / 3, () -> "");
      aws.turn(mood);

      long served = 0;
      int status = status(gateway, token);
      while (status == 200) {
        served = millisSince(read);
        assertThat(served).isLessThan(GRACE_MS + 1000);
        // Below what the tenant may ask in a second.
        LockSupport.parkNanos(ASKED_EVERY_NANOS);
        status = status(gateway, token);
      }
      long refused = millisSince(read);
      assertThat(status).as("after %d ms", refused).isEqualTo(503);
      Await.until(PATIENCE, () -> millisSince(read) > refused + REFRESH_MS, () -> "");
      assertThat(status(gateway, token)).isEqualTo(503);
      aws.turn(Mood.WELL);
      Duration back = Await.until(PATIENCE, () -> status(gateway, token) == 200, () -> "not back");

      System.out.printf(
          "campaign source mood=%s last_served_ms=%d first_refused_ms=%d back_ms=%d%n",
          mood, served, refused, back.toMillis());
      assertThat(refused).isBetween(GRACE_MS - 50, GRACE_MS + 1000);
      assertThat(back.toMillis()).isLessThan(REFRESH_MS + CALL_MS);
    }
  }

  private static Map<String, String> variables(FakeAws aws) {
    return Map.of(
        "DECISIONOS_AUTH", "jwt",
        "DECISIONOS_KEYS_ENDPOINT_SSM", aws.endpoint(),
        "DECISIONOS_KEYS_REFRESH_MS", String.valueOf(REFRESH_MS),
        "DECISIONOS_KEYS_STALE_GRACE_MS", String.valueOf(GRACE_MS));
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static int status(RunningGateway gateway, String token) {
    return gateway.get("/slo?tenant=acme-corp", token).statusCode();
  }
}

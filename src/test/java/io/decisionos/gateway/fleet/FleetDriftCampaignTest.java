package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that one of two gateways has otherwise is named in time, and no longer than it is so. */
@Tag("quiet")
final class FleetDriftCampaignTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void aFileThatDiffersIsNamedWithinFifteenSeconds() throws IOException {
    try (var redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
        var first = gateway("first", redis);
        var second = gateway("second", redis)) {
      for (String file : new String[] {"tenants/acme_corp.yaml", "conf/slo.yaml"}) {
        Path own = directory.resolve("second").resolve(file);
        String before = Files.readString(own);
        Files.writeString(own, before.replaceAll("(latency_p95_ms:) *\\d+", "$1 77"));
        Duration shown =
            Await.until(PATIENCE, () -> drift(first).contains(file), () -> drift(first));
        assertThat(shown).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        assertThat(first.ops("/readyz").body()).contains("different versions of " + file);
        Files.writeString(own, before);
        Await.until(PATIENCE, () -> drift(first).equals("[]"), () -> drift(first));
      }
      assertThat(second.ops("/ops/events").body()).contains("fleet.drift", "fleet.agreed");
    }
  }

  private static String drift(RunningGateway asked) {
    return new JsonObject(asked.ops("/ops/fleet").body()).getJsonArray("drift").encode();
  }

  private RunningGateway gateway(String name, RealRedis redis) throws IOException {
    return RunningGateway.member(directory, name, redis.url());
  }
}

package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that one of three gateways has otherwise is named in time, and no longer than it is so; a
 * change that is on its way from one to the next is not.
 */
@Tag("quiet")
final class FleetDriftCampaignTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> NAMES = List.of("first", "second", "third");
  private static final int STEPS = 16;

  /** So long a gateway has a version before the next one comes: thrice this. */
  private static final Duration STEP = Duration.ofMillis(2500);

  @TempDir private Path directory;
  private final List<RunningGateway> gateways = new ArrayList<>();
  private RealRedis redis;

  @BeforeEach
  void start() throws IOException {
    redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
    for (String name : NAMES) {
      gateways.add(RunningGateway.member(directory, name, redis.url()));
    }
  }

  @AfterEach
  void stop() {
    gateways.forEach(RunningGateway::close);
    redis.close();
  }

  @Test
  void aFileThatDiffersIsNamedWithinFifteenSecondsWithWhoHasIt() throws IOException {
    for (String file : List.of("tenants/acme_corp.yaml", "conf/slo.yaml", "tenants/new.yaml")) {
      Path own = file(1, file);
      boolean isNew = Files.notExists(own);
      String before = isNew ? "tenant_id: new\nname: N\nstatus: active\n" : Files.readString(own);
      Files.writeString(own, before.replaceAll("(latency_p95_ms:) *\\d+", "$1 77"));
      String expected =
          new JsonArray()
              .add(
                  new JsonObject().put("file", file).put("gateways", new JsonArray().add("second")))
              .encode();
      Duration shown = awaitEverywhere(expected);
      System.out.printf("drift of %s: shown by all after %d ms%n", file, shown.toMillis());
      assertThat(shown).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
      assertThat(gateways.get(0).ops("/readyz").body()).contains("different versions of " + file);
      if (isNew) {
        Files.delete(own);
      } else {
        Files.writeString(own, before);
      }
      Duration gone = awaitEverywhere("[]");
      System.out.printf("drift of %s: gone after %d ms%n", file, gone.toMillis());
    }
    assertThat(gateways.get(1).ops("/ops/events").body()).contains("fleet.drift", "fleet.agreed");
  }

  private Duration awaitEverywhere(String drift) {
    return Await.until(
        PATIENCE,
        () -> gateways.stream().allMatch(each -> drift(each).equals(drift)),
        () -> gateways.stream().map(FleetDriftCampaignTest::drift).toList());
  }

  /**
   * One gateway after the other gets the next version, so that there is never one at all of them.
   */
  @Test
  void nothingIsNamedWhileOneChangeAfterTheOtherSpreads() throws IOException {
    String file = "tenants/acme_corp.yaml";
    String text = Files.readString(file(0, file));
    var named = new TreeSet<String>();
    int looks = 0;
    for (int step = 0; step < STEPS; step++) {
      int version = step / NAMES.size();
      Files.writeString(file(step % NAMES.size(), file), text + "x-version: " + version + "\n");
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < STEP.toNanos()) {
        gateways.forEach(each -> named.add(drift(each)));
        looks++;
      }
    }
    System.out.printf(
        "a change that spreads: %d s, %d looks at each of three, named: %s%n",
        STEP.multipliedBy(STEPS).toSeconds(), looks, named);
    assertThat(named).containsExactly("[]");
    assertThat(gateways.get(0).ops("/ops/events").body()).doesNotContain("fleet.drift");
  }

  private Path file(int gateway, String name) {
    return directory.resolve(NAMES.get(gateway)).resolve(name);
  }

  private static String drift(RunningGateway asked) {
    return new JsonObject(asked.ops("/ops/fleet").body()).getJsonArray("drift").encode();
  }
}

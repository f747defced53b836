package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three gateways, each a process, give one rate together, wherever the callers come and whether or
 * not Redis is there: the figures of {@code docs/fleet.md}.
 */
@Tag("quiet")
final class FleetRatesCampaignTest {
  private static final int GATEWAYS = 3;
  private static final int PHASE_SECONDS = Integer.getInteger("campaign.seconds", 12);
  private static final int SHIFT = 2 * PacedCallers.SECOND;
  private static final double WIDE_SECONDS = 10;
  private static final double NARROW_SECONDS = 8;
  private static final int WIDE = (int) (WIDE_SECONDS * PacedCallers.SECOND);
  private static final int NARROW = (int) (NARROW_SECONDS * PacedCallers.SECOND);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How much more than the rate is asked for. */
  private static final double FACTOR = 1.3;

  @TempDir private Path directory;
  private final List<GatewayProcess> gateways = new ArrayList<>();
  private PacedCallers callers;
  private long rate;

  /** How many requests a second are asked of each gateway in a second of a phase. */
  @FunctionalInterface
  private interface Load {
    double[] in(int second);
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1000, 10_000})
  void threeGatewaysGiveOneRate(long maxQps) throws IOException {
    rate = maxQps;
    try (RealRedis redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
        var paced = new PacedCallers(start(redis), "/slo?tenant=busy")) {
      callers = paced;
      isEnough("evenly", phase("evenly", second -> evenly()));
      isEnough("all at one", phase("all at one", second -> allAt(0)));
      phase("moving each second", second -> allAt(second % GATEWAYS));
      redis.signal("STOP");
      Given frozen = phase("evenly, Redis frozen", second -> evenly());
      isEnough("evenly, Redis frozen", frozen);
      assertThat((double) frozen.mostSettled()).isLessThanOrEqualTo(WIDE_SECONDS * rate + rate);
      redis.signal("CONT");
      phase("evenly, Redis back", second -> evenly());
      isEnough("all at one, Redis back", phase("all at one, Redis back", second -> allAt(2)));
    } finally {
      gateways.forEach(GatewayProcess::close);
    }
  }

  private double[] evenly() {
    var load = new double[GATEWAYS];
    Arrays.fill(load, FACTOR * rate / GATEWAYS);
    return load;
  }

  private double[] allAt(int gateway) {
    var load = new double[GATEWAYS];
    load[gateway] = FACTOR * rate;
    return load;
  }

  private List<Integer> start(RealRedis redis) throws IOException {
    Path tenants = Files.createDirectories(directory.resolve("tenants"));
    Files.writeString(
        tenants.resolve("busy.yaml"),
        "tenant_id: busy\nname: B\nstatus: active\nlimits: {max_qps: " + rate + "}\n");
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < GATEWAYS; i++) {
      var variables =
          Map.of(
              "DECISIONOS_TENANTS",
              tenants.toString(),
              "DECISIONOS_STORAGE",
              "redis",
              "DECISIONOS_REDIS_URL",
              redis.url(),
              // What the machine cannot serve in time is no question of the rate.
              "DECISIONOS_OVERLOAD_TARGET_MS",
              "0",
              "DECISIONOS_FLEET_NAME",
              "gateway" + i,
              "DECISIONOS_DATA_SECRET_FILE",
              directory.resolve("secret").toString());
      gateways.add(GatewayProcess.shipped(directory.resolve("data" + i), variables));
      GatewayProcess.Ports each = gateways.get(i).awaitReady();
      ports.add(each.http());
      int known = i + 1;
      Await.until(PATIENCE, () -> knows(each.ops(), known), () -> "they do not meet");
    }
    return ports;
  }

  private static boolean knows(int port, int gateways) {
    try {
      String asked = "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n";
      return RawHttp.exchange(port, asked).body().contains("\"gateways\":" + gateways);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came of a phase.
   *
   * @param mostSettled requests in any 10 s of it that began 2 s after the load had shifted
   * @param least the smallest part of what is allowed in any 8 s of those
   */
  private record Given(long mostSettled, double least) {}

  private static void isEnough(String name, Given given) {
    assertThat(given.least()).as(name).isGreaterThanOrEqualTo(0.95);
  }

  /** Lets some time pass under a load; in no 10 s more is given than all may give together. */
  private Given phase(String name, Load load) {
    int begin = callers.now();
    for (int second = 0; second < PHASE_SECONDS; second++) {
      callers.ask(load.in(second));
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
    int end = callers.now();
    int settled = begin + SHIFT;
    long most = most(Math.max(0, begin - WIDE), end);
    var given = new Given(most(settled, end), least(settled, end));
    System.out.printf(
        "max_qps %d, %s: asked %d/s, given %d/s; in 10 s at most %.4f of the rate, settled %.4f,"
            + " in 8 s at least %.4f%n",
        rate,
        name,
        callers.asked(settled, end) * PacedCallers.SECOND / (end - settled),
        callers.passed(settled, end) * PacedCallers.SECOND / (end - settled),
        most / WIDE_SECONDS / rate,
        given.mostSettled() / WIDE_SECONDS / rate,
        given.least());
    // The burst is max_qps, as burst_ms is 1000.
    assertThat((double) most)
        .as(name)
        .isLessThanOrEqualTo(1.05 * rate * WIDE_SECONDS + rate + GATEWAYS);
    return given;
  }

  private long most(int from, int to) {
    return IntStream.rangeClosed(from, to - WIDE)
        .mapToLong(at -> callers.passed(at, at + WIDE))
        .max()
        .orElse(0);
  }

  private double least(int from, int to) {
    return IntStream.rangeClosed(from, to - NARROW)
        .mapToDouble(
            at -> {
              double asked = callers.asked(at, at + NARROW);
              return callers.passed(at, at + NARROW) / Math.min(asked, NARROW_SECONDS * rate);
            })
        .min()
        .orElseThrow();
  }
}

package io.decisionos.gateway.keysource;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawCaller;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand requests with made-up key ids, at a steady rate, beside one whose key is
 * known: what they do to its times, in turns with them, without them, and with as many whose key is
 * known, which tell what is merely more load; and what they do to the source of the keys. It wants
 * a quiet machine.
 */
@Tag("quiet")
final class BesideUnknownKeysCampaignTest {
  private static final int REQUESTS = Integer.getInteger("campaign.unknown", 30_000);
  private static final int TURNS = 30;
  private static final int WARM_UP = 60_000;
  private static final long WARM_UP_EVERY_MICROS = 400;
  private static final long EVERY_MICROS = Long.getLong("campaign.every_us", 500);
  private static final long MEASURED_EVERY_MICROS = 2000;
  // At a low rate a turn of a third has samples enough.
  private static final int OTHERS_SHARE = Integer.getInteger("campaign.others_share", 1);
  private static final int DIGITS = 3;
  private static final double MOST = 1.05;
  private static final List<Beside> KINDS = List.of(Beside.UNKNOWN, Beside.NOBODY, Beside.KNOWN);
  private static final SigningKey KNOWN = SigningKey.make("known", Algorithm.HS256);

  @TempDir private Path home;
  private final Map<Beside, List<Histogram>> times = new EnumMap<>(Beside.class);
  private volatile Histogram now = new Histogram(DIGITS);
  private volatile boolean over;
  private int port;

  /** Who asks beside the one whose times are measured. */
  private enum Beside {
    NOBODY(0),
    KNOWN(200),
    UNKNOWN(401);

    private final int status;

    Beside(int status) {
      this.status = status;
    }

    String kid(int turn, int i) {
      return this == UNKNOWN ? "made-up-" + turn + "-" + i : "known";
    }
  }

  private static Request ask(String token) {
    return Request.of("GET", "/slo?tenant=acme-corp", "").with("authorization", "Bearer " + token);
  }

  private static String token(String kid) {
    var claims =
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", "alice")
            .put("tenant", "acme-corp")
            .put("scope", "ops:read")
            .put("exp", Instant.now().getEpochSecond() + 3600);
    return KNOWN.sign(KNOWN.header().put("kid", kid).encode(), claims.encode());
  }

  @Test
  void whoeverHasAKeyIsServedAsBefore() throws Exception {
    Path conf = Files.createDirectories(home.resolve("conf"));
    try (Stream<Path> shipped = Files.list(Path.of("conf"))) {
      for (Path file : shipped.toList()) {
        Files.copy(file, conf.resolve(file.getFileName()));
      }
    }
    SigningKey.list(conf, KNOWN.entry("active").replace("file: known.jwk", "ssm: /keys/known"));
    try (var aws = FakeAws.start().holding("/keys/known", KNOWN.jwk().encode());
        var gateway = start(aws)) {
      KINDS.forEach(beside -> times.put(beside, new ArrayList<>()));
      int before = aws.calls().size();
      long begin = System.nanoTime();
      var valid = new Thread(this::callWell);
      valid.start();
      // Compiling what refuses takes a core for seconds, and only once.
      storm(TURNS, Beside.UNKNOWN, WARM_UP, WARM_UP_EVERY_MICROS);
      storm(TURNS, Beside.KNOWN, WARM_UP, WARM_UP_EVERY_MICROS);
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < KINDS.size(); i++) {
          Beside beside = KINDS.get((turn + i) % KINDS.size());
          int count = REQUESTS / TURNS / (beside == Beside.UNKNOWN ? 1 : OTHERS_SHARE);
          times.get(beside).add(storm(turn, beside, count, EVERY_MICROS));
        }
      }
      over = true;
      valid.join();
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(aws.calls().size() - before).isLessThanOrEqualTo((int) (seconds / 30));
      assertThat(gateway.errors()).doesNotContain("ERROR");
    }
    double[] ratios = new double[TURNS];
    Arrays.setAll(ratios, turn -> p99(turn, Beside.UNKNOWN) / p99(turn, Beside.NOBODY));
    Arrays.sort(ratios);
    System.out.printf(
        "campaign unknown=%d every_us=%d p99_us of a turn %s of all turns %s"
            + " ratio of a turn: quartiles %.3f %.3f %.3f%n",
        REQUESTS,
        EVERY_MICROS,
        medians(),
        pooled(),
        ratios[TURNS / 4],
        ratios[TURNS / 2],
        ratios[TURNS * 3 / 4]);
    assertThat(ratios[TURNS / 2]).isLessThanOrEqualTo(MOST);
  }

  private double p99(int turn, Beside beside) {
    return times.get(beside).get(turn).getValueAtPercentile(99);
  }

  private String medians() {
    return KINDS.stream()
        .map(
            beside -> {
              double[] all = IntStream.range(0, TURNS).mapToDouble(t -> p99(t, beside)).toArray();
              Arrays.sort(all);
              return beside + "=%.0f".formatted(all[TURNS / 2]);
            })
        .collect(Collectors.joining(" "));
  }

  /** Of all turns together, as turns of other lengths meet a rare stall more or less often. */
  private String pooled() {
    return KINDS.stream()
        .map(
            beside -> {
              var all = new Histogram(DIGITS);
              times.get(beside).forEach(all::add);
              return beside + "=%d".formatted(all.getValueAtPercentile(99));
            })
        .collect(Collectors.joining(" "));
  }

  private GatewayProcess start(FakeAws aws) throws IOException {
    var variables = new HashMap<String, String>();
    variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secretAccessKey"));
    variables.put("DECISIONOS_AUTH", "jwt");
    variables.put("DECISIONOS_KEYS_ENDPOINT_SSM", aws.endpoint());
    variables.put("DECISIONOS_CONF", home.resolve("conf").toString());
    variables.put("DECISIONOS_DATA", home.resolve("var").toString());
    variables.put("DECISIONOS_HTTP_PORT", "0");
    variables.put("DECISIONOS_OPS_PORT", "0");
    var gateway =
        GatewayProcess.start(
            GatewayProcess.classes("io.decisionos.gateway.app.Main"), Map.copyOf(variables));
    port = gateway.awaitReady().http();
    return gateway;
  }

  /** Requests at a steady rate, or as long a pause; tells the times of the valid ones meanwhile. */
  private Histogram storm(int turn, Beside beside, int count, long everyMicros) {
    // Made before, as to make them is work that whoever is measured would wait for.
    List<byte[]> requests =
        IntStream.range(0, count)
            .mapToObj(i -> RawCaller.bytes(ask(token(beside.kid(turn, i)))))
            .toList();
    var measured = new Histogram(DIGITS);
    now = measured;
    var random = new SplittableRandom(turn);
    try (var caller = new RawCaller(() -> port)) {
      long begin = System.nanoTime();
      for (int i = 0; i < requests.size(); i++) {
        // Not in step with the valid ones, or a turn would be all before them or all after.
        pace(begin, i * everyMicros + random.nextLong(everyMicros));
        if (beside != Beside.NOBODY) {
          assertThat(caller.send(requests.get(i)).orElseThrow().status()).isEqualTo(beside.status);
        }
      }
    }
    now = new Histogram(DIGITS);
    return measured;
  }

  private static void pace(long begin, long micros) {
    long due = begin + micros * 1000;
    while (System.nanoTime() < due) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private void callWell() {
    byte[] request = RawCaller.bytes(ask(token("known")));
    try (var caller = new RawCaller(() -> port)) {
      long begin = System.nanoTime();
      for (int i = 0; !over; i++) {
        pace(begin, i * MEASURED_EVERY_MICROS);
        long sent = System.nanoTime();
        assertThat(caller.send(request).orElseThrow().status()).isEqualTo(200);
        now.recordValue((System.nanoTime() - sent) / 1000);
      }
    }
  }
}

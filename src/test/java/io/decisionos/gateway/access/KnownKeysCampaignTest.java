package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RawCaller;
import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a refusal takes tells nobody which keys there are. The noise is what two halves of the
 * requests with one and the same key differ by; it wants a quiet machine.
 */
@Tag("quiet")
final class KnownKeysCampaignTest {
  private static final int ROUNDS = Integer.getInteger("campaign.timing", 4000);
  private static final int WARM_UP = 3000;
  private static final int GUESSES = 100;

  /** So much is within the resolution of the clock and of what can be seen over a network. */
  private static final double FINEST_MICROS = 1.0;

  @TempDir private Path home;

  /** Many guesses at each key: how long one takes to check also hangs on its bits. */
  private static Map<String, List<byte[]>> requests(Algorithm algorithm, SigningKey... keys) {
    Map<String, List<byte[]>> requests = new LinkedHashMap<>();
    for (SigningKey key : keys) {
      requests.put(
          key.kid(), Stream.generate(() -> guess(key.kid(), algorithm)).limit(GUESSES).toList());
    }
    return requests;
  }

  /** Whoever guesses has a key of its own, of the same name. */
  private static byte[] guess(String kid, Algorithm algorithm) {
    Request get = Request.of("GET", "/slo?tenant=acme-corp", "");
    var signer = new RequestSigner(SigningKey.make(kid, algorithm));
    return RawCaller.bytes(signer.sign(get, Instant.now().getEpochSecond(), "n"));
  }

  @Test
  void knownUnknownAndRetiredKeysAreRefusedInTheSameTime() throws IOException {
    for (Algorithm algorithm : List.of(Algorithm.HMAC_SHA256, Algorithm.ED25519)) {
      // Names of one length, as longer ones take longer to read.
      SigningKey known = SigningKey.make("partner-1", algorithm);
      SigningKey retired = SigningKey.make("partner-2", algorithm);
      SigningKey unknown = SigningKey.make("partner-3", algorithm);
      Path own = Files.createDirectories(home.resolve(algorithm.word()));
      Path conf = Files.createDirectories(own.resolve("conf"));
      known.writeTo(conf);
      retired.writeTo(conf);
      Files.writeString(
          conf.resolve("keysets.yaml"),
          "keysets:\n  - name: p\n    purpose: requests\n    keys:\n"
              + known.entry("active")
              + retired.entry("retired"));
      try (var gateway = RunningGateway.start(own, Map.of("DECISIONOS_AUTH", "signed"))) {
        judge(algorithm, gateway, requests(algorithm, known, retired, unknown));
      }
    }
  }

  private static void judge(
      Algorithm algorithm, RunningGateway gateway, Map<String, List<byte[]>> requests) {
    Map<String, double[]> micros = measured(gateway, requests);
    List<Double> medians = micros.values().stream().map(m -> median(m, 0, 1)).toList();
    double noise =
        micros.values().stream()
            .mapToDouble(m -> Math.abs(median(m, 0, 2) - median(m, 1, 2)))
            .max()
            .orElseThrow();
    double spread = spread(medians);
    System.out.printf(
        "campaign timing %s rounds=%d medians_us=%s spread_us=%.2f noise_us=%.2f%n",
        algorithm.word(), ROUNDS, medians, spread, noise);
    assertThat(spread).isLessThanOrEqualTo(Math.max(2 * noise, FINEST_MICROS));
  }

  private static double spread(List<Double> values) {
    var all = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return all.getMax() - all.getMin();
  }

  /** All are asked in turn on one connection, so that what disturbs one disturbs all. */
  private static Map<String, double[]> measured(
      RunningGateway gateway, Map<String, List<byte[]>> requests) {
    Map<String, double[]> micros =
        requests.keySet().stream().collect(Collectors.toMap(kid -> kid, kid -> new double[ROUNDS]));
    List<String> kids = new ArrayList<>(requests.keySet());
    try (var caller = new RawCaller(gateway::httpPort)) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        for (int turn = 0; turn < kids.size(); turn++) {
          // In another order each time: who comes first after a pause is slower.
          String kid = kids.get(Math.floorMod(round + turn, kids.size()));
          byte[] guess = requests.get(kid).get(Math.floorMod(round, GUESSES));
          long begin = System.nanoTime();
          int status = caller.send(guess).orElseThrow().status();
          long took = System.nanoTime() - begin;
          assertThat(status).isEqualTo(401);
          if (round >= 0) {
            micros.get(kid)[round] = took / 1000.0;
          }
        }
      }
    }
    return micros;
  }

  /** The median of every n-th value. */
  private static double median(double[] values, int first, int step) {
    double[] sorted = new double[(values.length - first + step - 1) / step];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[first + i * step];
    }
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

package io.decisionos.gateway.load.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.soak.Trend.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VigilTest {

  @Test
  void eachGaugeHasItsOwnTrend() {
    var trends = Vigil.trends(watch((gauge, i) -> gauge == Gauge.THREADS ? 100 + i : 100));

    assertThat(trends.get(Gauge.THREADS).shape()).isEqualTo(Shape.GROWING);
    assertThat(trends.get(Gauge.HEAP_AFTER_GC).shape()).isEqualTo(Shape.FLAT);
  }

  @Test
  void warmUpIsNoLeak() {
    var trends = Vigil.trends(watch((gauge, i) -> Math.min(i, 20) * 1000L));

    assertThat(trends.values()).extracting(Trend::shape).containsOnly(Shape.FLAT);
  }

  @Test
  void aProbeThatFailsOnceIsATroubleAndNotTheEnd() throws Exception {
    BlockingQueue<Integer> looks = new LinkedBlockingQueue<>();
    var count = new AtomicInteger();
    Probe probe =
        () -> {
          int look = count.incrementAndGet();
          looks.add(look);
          if (look == 1) {
            throw new IOException("not now");
          }
          return values((gauge, i) -> 1, 0);
        };
    try (var vigil = new Vigil(probe, new Churn(URI.create("http://127.0.0.1:1"), none()))) {
      vigil.start(Duration.ofMillis(1));
      assertThat(looks.poll(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(looks.poll(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(looks.poll(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(vigil.troubles()).anyMatch(trouble -> trouble.contains("not now"));
    }
  }

  @Test
  void churnOpensConnectionsAndATenantComesChangesAndGoes(@TempDir Path tenants)
      throws IOException {
    Path file = tenants.resolve("soak-churn.yaml");
    try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var churn =
          new Churn(
              URI.create("http://127.0.0.1:" + listener.getLocalPort()), Optional.of(tenants));

      churn.turn();
      String created = read(file);
      churn.turn();
      assertThat(read(file)).contains("tenant_id: soak-churn").isNotEqualTo(created);
      churn.turn();
      assertThat(file).doesNotExist();
      churn.turn();
      churn.end();
      assertThat(file).doesNotExist();
      listener.accept().close();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> none() {
    return Optional.empty();
  }

  private static List<Vitals> watch(ToLongBiFunction<Gauge, Integer> values) {
    return IntStream.range(0, 100).mapToObj(i -> new Vitals(i, values(values, i))).toList();
  }

  private static Map<Gauge, Long> values(ToLongBiFunction<Gauge, Integer> values, int i) {
    return Arrays.stream(Gauge.values())
        .collect(Collectors.toMap(gauge -> gauge, gauge -> values.applyAsLong(gauge, i)));
  }
}

package io.decisionos.gateway.load.soak;

import io.decisionos.gateway.load.soak.Trend.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A watch over a process: takes its vital signs at even intervals and does a turn of churn each
 * second, on one thread of its own, from the start until it is closed.
 */
public final class Vigil implements AutoCloseable {

  private static final double NANOS = 1e9;

  /** The first part of a watch is warm-up: pools fill, code is compiled. */
  static final double WARM_UP = 0.3;

  private final Probe probe;
  private final Churn churn;
  private final List<Vitals> taken = new CopyOnWriteArrayList<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final long start = System.nanoTime();

  public Vigil(Probe probe, Churn churn) {
    this.probe = probe;
    this.churn = churn;
  }

  /** Something done in the watch that may go wrong without ending it. */
  private interface Duty {
    void run() throws IOException;
  }

  public void start(Duration interval) {
    every(interval, this::take);
    every(Duration.ofSeconds(1), churn::turn);
  }

  private void every(Duration interval, Duty duty) {
    var unused =
        thread.scheduleAtFixedRate(
            () -> attempt(duty), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void take() throws IOException {
    Map<Gauge, Long> values = probe.take();
    taken.add(new Vitals((System.nanoTime() - start) / NANOS, values));
  }

  /** A scheduled task that throws is never run again, and nobody hears of it. */
  private void attempt(Duty duty) {
    try {
      duty.run();
    } catch (IOException | RuntimeException trouble) {
      troubles.add(trouble.toString());
    }
  }

  /** Ends the watch. */
  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    churn.end();
  }

  public List<Vitals> taken() {
    return List.copyOf(taken);
  }

  /** What went wrong in the watch itself. */
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** The trend of each gauge, without the warm-up. */
  public Map<Gauge, Trend> trends() {
    return trends(taken());
  }

  static Map<Gauge, Trend> trends(List<Vitals> all) {
    List<Vitals> settled = all.subList((int) (all.size() * WARM_UP), all.size());
    var trends = new EnumMap<Gauge, Trend>(Gauge.class);
    for (Gauge gauge : Gauge.values()) {
      var points = new ArrayList<Point>();
      settled.forEach(v -> points.add(new Point(v.seconds(), v.values().get(gauge))));
      trends.put(gauge, Trend.through(points, gauge.step()));
    }
    return trends;
  }
}

package io.decisionos.gateway.traffic;

import io.decisionos.gateway.trace.TraceContext;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * For each bucket of a histogram the last request that was traced, so that whoever sees slow ones
 * finds the trace of one. As many at most as there are buckets; thread-safe. The registry's own
 * sampling is not used: it looks at one request, traced or not, and then at none for a while, and
 * misses the slow ones.
 */
public final class TracedRequests {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<Labels, AtomicReferenceArray<Traced>> traced = new ConcurrentHashMap<>();

  /** A request, when its answer was told. */
  private record Traced(double seconds, TraceContext place, long atMillis) {
    Exemplar exemplar() {
      var ids = Labels.of(Exemplar.TRACE_ID, place.traceId(), Exemplar.SPAN_ID, place.spanId());
      return new Exemplar(seconds, ids, atMillis);
    }
  }

  public TracedRequests(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Notes a request that is traced.
   *
   * @param series the labels of its histogram
   * @param bucket in which it counts there
   */
  void note(Labels series, int bucket, double seconds, TraceContext place) {
    traced
        .computeIfAbsent(series, added -> new AtomicReferenceArray<>(RequestMeters.BUCKET_COUNT))
        .set(bucket, new Traced(seconds, place, clock.millis()));
  }

  /** What scrapers are told, with the exemplars of the last five minutes at their buckets. */
  public MetricSnapshots beside(MetricSnapshots told) {
    long since = clock.millis() - FRESH.toMillis();
    return new MetricSnapshots(told.stream().map(metric -> beside(metric, since)).toList());
  }

  private MetricSnapshot beside(MetricSnapshot metric, long since) {
    return metric instanceof HistogramSnapshot histogram
        ? new HistogramSnapshot(
            histogram.getMetadata(),
            histogram.getDataPoints().stream().map(series -> beside(series, since)).toList())
        : metric;
  }

  private HistogramDataPointSnapshot beside(HistogramDataPointSnapshot series, long since) {
    return new HistogramDataPointSnapshot(
        series.getClassicBuckets(),
        series.getSum(),
        series.getLabels(),
        Exemplars.of(of(series.getLabels(), since)),
        series.getCreatedTimestampMillis());
  }

  private List<Exemplar> of(Labels series, long since) {
    AtomicReferenceArray<Traced> buckets = traced.get(series);
    return buckets == null
        ? List.of()
        : IntStream.range(0, buckets.length())
            .mapToObj(buckets::get)
            .filter(Objects::nonNull)
            .filter(request -> request.atMillis() >= since)
            .map(Traced::exemplar)
            .toList();
  }
}

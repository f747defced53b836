package io.decisionos.gateway.load.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.measure.Kind;
import io.decisionos.gateway.load.measure.Percentile;
import io.decisionos.gateway.load.measure.Tally;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** A tally as JSON: counts, percentiles in milliseconds, and the whole histogram. */
final class TallyJson {

  private static final double MICROS = 1000.0;

  /** The names of percentiles, in reports and comparisons. */
  static final Map<String, Double> PERCENTILES =
      new TreeMap<>(
          Map.of(
              "p50", 50.0, "p90", 90.0, "p95", 95.0, "p99", 99.0, "p99_9", 99.9, "p99_99", 99.99));

  private TallyJson() {}

  static ObjectNode of(Tally tally) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ended", tally.ended());
    json.put("ok", tally.count(Kind.OK));
    json.put("rejected", tally.count(Kind.REJECTED));
    json.put("errors", tally.errors());
    json.put("error_rate", tally.errorRate());
    json.put("rejected_share", tally.rejectedShare());
    ObjectNode kinds = json.putObject("errors_by_kind");
    Arrays.stream(Kind.values())
        .filter(kind -> kind.isError() && tally.count(kind) > 0)
        .forEach(kind -> kinds.put(kind.key(), tally.count(kind)));
    ObjectNode statuses = json.putObject("statuses");
    tally.statuses().forEach((status, count) -> statuses.put(Integer.toString(status), count));
    json.set("latency_ms", percentiles(tally.latency()));
    json.set("from_real_send_ms", percentiles(tally.service()));
    json.put("hdr_microseconds", encoded(tally.latency()));
    return json;
  }

  private static ObjectNode percentiles(Histogram histogram) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (histogram.getTotalCount() > 0) {
      PERCENTILES.forEach(
          (name, at) ->
              new Percentile(at).millis(histogram).ifPresent(value -> json.put(name, value)));
      json.put("max", histogram.getMaxValue() / MICROS);
      json.put("mean", histogram.getMean() / MICROS);
    }
    return json;
  }

  /** The histogram in HdrHistogram's own exchange format, as other tools read it. */
  private static String encoded(Histogram histogram) {
    var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}

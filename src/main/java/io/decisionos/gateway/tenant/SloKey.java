package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.NumberRange;
import java.util.Arrays;
import java.util.Optional;

/** Every leaf of an SLO, in the order in which answers show them. */
public enum SloKey {
  LATENCY_P95_MS("latency_p95_ms", NumberRange.POSITIVE),
  LATENCY_P99_MS("latency_p99_ms", NumberRange.POSITIVE),
  ERROR_RATE_MAX("error_rate_max", NumberRange.SHARE),
  MAX_CPU_PERCENT("saturation.max_cpu_percent", NumberRange.PERCENT),
  MAX_MEM_PERCENT("saturation.max_mem_percent", NumberRange.PERCENT),
  MAX_QPS("saturation.max_qps", NumberRange.POSITIVE);

  /** The one key that is an object. */
  public static final String SATURATION = "saturation";

  private final String dotted;
  private final NumberRange range;

  SloKey(String dotted, NumberRange range) {
    this.dotted = dotted;
    this.range = range;
  }

  /** The leaf with this dotted key, such as {@code saturation.max_qps}. */
  public static Optional<SloKey> parse(String dotted) {
    return Arrays.stream(values()).filter(key -> key.dotted.equals(dotted)).findFirst();
  }

  public String dotted() {
    return dotted;
  }

  /** The last part of the dotted key. */
  public String leaf() {
    return dotted.substring(dotted.indexOf('.') + 1);
  }

  public boolean inSaturation() {
    return dotted.startsWith(SATURATION + ".");
  }

  /** Whether the value is a whole number. */
  public boolean isInteger() {
    return this == MAX_QPS;
  }

  NumberRange range() {
    return range;
  }
}

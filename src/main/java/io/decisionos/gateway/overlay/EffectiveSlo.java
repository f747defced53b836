package io.decisionos.gateway.overlay;

import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The deep merge of a tenant's SLO over the defaults. Pure. */
record EffectiveSlo(SloValues defaults, SloValues overlay) {

  /**
   * One key of the merge.
   *
   * @param value a number, an object, or null for no limit
   */
  record Found(Object value, Source source) {}

  /** The whole merge as answers show it. */
  JsonObject json() {
    var slo = new JsonObject();
    Arrays.stream(SloKey.values())
        .filter(key -> !key.inSaturation())
        .forEach(key -> slo.put(key.leaf(), value(key)));
    return slo.put(SloKey.SATURATION, saturation());
  }

  private JsonObject saturation() {
    var saturation = new JsonObject();
    saturationKeys().forEach(key -> saturation.put(key.leaf(), value(key)));
    return saturation;
  }

  private static List<SloKey> saturationKeys() {
    return Arrays.stream(SloKey.values()).filter(SloKey::inSaturation).toList();
  }

  /** Tells whether a dotted key names something, whatever the tenant. */
  static boolean knows(String dotted) {
    return dotted.equals(SloKey.SATURATION) || SloKey.parse(dotted).isPresent();
  }

  /** What stands at a dotted key; empty if there is no such key. */
  Optional<Found> find(String dotted) {
    if (dotted.equals(SloKey.SATURATION)) {
      boolean any = saturationKeys().stream().anyMatch(key -> overlay.get(key).isPresent());
      return Optional.of(new Found(saturation(), any ? Source.TENANT : Source.GLOBAL));
    }
    return SloKey.parse(dotted).map(key -> new Found(value(key), source(key)));
  }

  private Source source(SloKey key) {
    return overlay.get(key).isPresent() ? Source.TENANT : Source.GLOBAL;
  }

  private Object value(SloKey key) {
    Optional<BigDecimal> number = overlay.get(key).or(() -> defaults.get(key));
    return number.map(n -> json(key, n)).orElse(null);
  }

  /** Shares and percentages are fractions even if they are whole; the rest is as it was set. */
  private static Number json(SloKey key, BigDecimal number) {
    return switch (key) {
      case ERROR_RATE_MAX, MAX_CPU_PERCENT, MAX_MEM_PERCENT -> number.doubleValue();
      case LATENCY_P95_MS, LATENCY_P99_MS, MAX_QPS ->
          number.stripTrailingZeros().scale() <= 0 ? wholeOrDouble(number) : number.doubleValue();
    };
  }

  private static Number wholeOrDouble(BigDecimal number) {
    return number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        ? (Number) number.longValueExact()
        : (Number) number.doubleValue();
  }
}

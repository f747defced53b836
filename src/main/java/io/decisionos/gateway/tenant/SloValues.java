package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Section;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Some or all leaves of an SLO, as one file sets them. Immutable. */
public record SloValues(Map<SloKey, BigDecimal> values) {
  /** No leaf at all. */
  public static final SloValues NONE = new SloValues(Map.of());

  private static final long MOST = (1L << 53) - 1;

  public SloValues {
    values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /** Reads a section that has the form of {@code slo_overlay}; its faults stay with the section. */
  public static SloValues read(Section slo) {
    var values = new EnumMap<SloKey, BigDecimal>(SloKey.class);
    Section saturation = slo.section(SloKey.SATURATION);
    for (SloKey key : SloKey.values()) {
      Section section = key.inSaturation() ? saturation : slo;
      read(section, key).ifPresent(value -> values.put(key, value));
    }
    saturation.close();
    slo.close();
    return new SloValues(values);
  }

  private static Optional<BigDecimal> read(Section section, SloKey key) {
    return key.isInteger()
        ? section.integer(key.leaf(), 1, MOST).map(BigDecimal::valueOf)
        : section.number(key.leaf(), key.range());
  }

  public Optional<BigDecimal> get(SloKey key) {
    return Optional.ofNullable(values.get(key));
  }
}

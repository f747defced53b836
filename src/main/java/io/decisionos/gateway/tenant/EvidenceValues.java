package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Section;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Some or all values of the policy for evidence, as one file sets them. Immutable. */
public record EvidenceValues(Map<EvidenceKey, Long> values) {
  /** No value at all. */
  public static final EvidenceValues NONE = new EvidenceValues(Map.of());

  public EvidenceValues {
    values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /** Reads a section that holds nothing else; its faults stay with the section. */
  public static EvidenceValues read(Section section) {
    var values = new EnumMap<EvidenceKey, Long>(EvidenceKey.class);
    for (EvidenceKey key : EvidenceKey.values()) {
      section.integer(key.word(), 0, key.most()).ifPresent(value -> values.put(key, value));
    }
    section.close();
    return new EvidenceValues(values);
  }

  public Optional<Long> get(EvidenceKey key) {
    return Optional.ofNullable(values.get(key));
  }
}

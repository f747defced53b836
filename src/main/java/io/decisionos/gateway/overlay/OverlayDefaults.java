package io.decisionos.gateway.overlay;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.tenant.Label;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What holds if a tenant says nothing: {@code conf/slo.yaml} and {@code conf/labels.yaml}.
 * Immutable; identity tells two revisions apart.
 *
 * @param sloFile the file that {@code slo} stands in
 * @param labelsFile the file that {@code labels} stand in
 */
public record OverlayDefaults(
    SloValues slo, List<Label> labels, YamlSource sloFile, YamlSource labelsFile) {
  private static final Map<SloKey, BigDecimal> SHIPPED =
      Map.of(
          SloKey.LATENCY_P95_MS, BigDecimal.valueOf(500),
          SloKey.LATENCY_P99_MS, BigDecimal.valueOf(1000),
          SloKey.ERROR_RATE_MAX, new BigDecimal("0.05"),
          SloKey.MAX_CPU_PERCENT, BigDecimal.valueOf(90),
          SloKey.MAX_MEM_PERCENT, BigDecimal.valueOf(85));

  public OverlayDefaults {
    labels = List.copyOf(labels);
  }

  /** Tells whether tenants see no difference, whatever else the files say. */
  public boolean meansTheSameAs(OverlayDefaults other) {
    return slo.equals(other.slo) && labels.equals(other.labels);
  }

  /** Reads {@code slo.yaml}; a key that it leaves out has the value that is shipped. */
  public static SloValues readSlo(Section root) {
    // A null is how the shipped file says that there is no limit.
    root.section(SloKey.SATURATION).allowNull(SloKey.MAX_QPS.leaf());
    var values = new EnumMap<SloKey, BigDecimal>(SHIPPED);
    values.putAll(SloValues.read(root).values());
    return new SloValues(values);
  }

  /** Reads {@code labels.yaml}. */
  public static List<Label> readLabels(Section root) {
    root.require("labels");
    List<Label> labels = Label.readAll(root, "labels");
    root.close();
    return labels;
  }
}

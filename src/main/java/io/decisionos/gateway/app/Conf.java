package io.decisionos.gateway.app;

import io.decisionos.gateway.overlay.OverlayDefaults;
import io.decisionos.gateway.tenant.Label;
import io.decisionos.gateway.tenant.SloValues;
import java.util.List;
import java.util.Map;

/**
 * Everything under {@code conf/} as one value. Immutable.
 *
 * @param gateway {@code gateway.yaml}
 * @param defaults {@code slo.yaml} and {@code labels.yaml}
 */
record Conf(GatewayConfig gateway, OverlayDefaults defaults) {

  /** What the files say, by name; each must be there. */
  @SuppressWarnings("unchecked")
  static Conf of(Map<String, ConfFile> files) {
    ConfFile slo = files.get(ConfReader.SLO);
    ConfFile labels = files.get(ConfReader.LABELS);
    return new Conf(
        (GatewayConfig) files.get(ConfReader.GATEWAY).value(),
        new OverlayDefaults(
            (SloValues) slo.value(), (List<Label>) labels.value(), slo.source(), labels.source()));
  }
}

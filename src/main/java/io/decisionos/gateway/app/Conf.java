package io.decisionos.gateway.app;

import io.decisionos.gateway.cards.ReasonCatalog;
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
 * @param catalog {@code cards.yaml}
 */
record Conf(GatewayConfig gateway, OverlayDefaults defaults, ReasonCatalog catalog) {

  /** The values of the files, by name; each must be there. */
  @SuppressWarnings("unchecked")
  static Conf of(Map<String, Object> values) {
    return new Conf(
        (GatewayConfig) values.get(ConfReader.GATEWAY),
        new OverlayDefaults(
            (SloValues) values.get(ConfReader.SLO), (List<Label>) values.get(ConfReader.LABELS)),
        (ReasonCatalog) values.get(ConfReader.CARDS));
  }
}

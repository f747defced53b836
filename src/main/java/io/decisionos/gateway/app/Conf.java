package io.decisionos.gateway.app;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.cards.ReasonCatalog;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.overlay.OverlayDefaults;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Label;
import io.decisionos.gateway.tenant.SloValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything under {@code conf/} as one value. Immutable.
 *
 * @param gateway {@code gateway.yaml}
 * @param defaults {@code slo.yaml} and {@code labels.yaml}
 * @param catalog {@code cards.yaml}
 * @param retention {@code evidence.yaml}, which need not be there
 * @param alerts {@code alerts.yaml}, which need not be there
 * @param keys {@code keysets.yaml} and the material at hand
 */
record Conf(
    GatewayConfig gateway,
    OverlayDefaults defaults,
    ReasonCatalog catalog,
    PolicyDefaults retention,
    AlertSettings alerts,
    KeyListing keys) {

  /**
   * The values of the files, by name; each must be there, but those about keys.
   *
   * @param env variables that may hold keys
   */
  @SuppressWarnings("unchecked")
  static Conf of(Map<String, Object> values, Function<String, Optional<String>> env) {
    var slo = (DefaultsFile) values.get(ConfReader.SLO);
    var labels = (DefaultsFile) values.get(ConfReader.LABELS);
    return new Conf(
        (GatewayConfig) values.get(ConfReader.GATEWAY),
        new OverlayDefaults(
            (SloValues) slo.value(), (List<Label>) labels.value(), slo.source(), labels.source()),
        (ReasonCatalog) values.get(ConfReader.CARDS),
        retention(values),
        (AlertSettings) values.getOrDefault(AlertSettings.FILE, AlertSettings.NONE),
        keys(values, env));
  }

  private static PolicyDefaults retention(Map<String, Object> values) {
    var file = (DefaultsFile) values.get(ConfReader.EVIDENCE);
    return file == null
        ? PolicyDefaults.BUILT_IN
        : new PolicyDefaults((EvidenceValues) file.value(), file.source());
  }

  private static KeyListing keys(
      Map<String, Object> values, Function<String, Optional<String>> env) {
    var listed = (Keysets) values.getOrDefault(Keysets.FILE, Keysets.EMPTY);
    Map<String, Material> files =
        values.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Material)
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> (Material) entry.getValue()));
    var gateway = (GatewayConfig) values.get(ConfReader.GATEWAY);
    return KeyListing.of(listed, files, env).onlyFrom(gateway.fixed().sources().obligatory());
  }
}

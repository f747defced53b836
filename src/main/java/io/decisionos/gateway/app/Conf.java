package io.decisionos.gateway.app;

import io.decisionos.gateway.access.KeyFile;
import io.decisionos.gateway.access.KeyList;
import io.decisionos.gateway.cards.ReasonCatalog;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.overlay.OverlayDefaults;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Label;
import io.decisionos.gateway.tenant.SloValues;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything under {@code conf/} as one value. Immutable.
 *
 * @param gateway {@code gateway.yaml}
 * @param defaults {@code slo.yaml} and {@code labels.yaml}
 * @param catalog {@code cards.yaml}
 * @param retention {@code evidence.yaml}, which need not be there
 * @param keys what became of {@code keys.yaml} and the files that it names
 */
record Conf(
    GatewayConfig gateway,
    OverlayDefaults defaults,
    ReasonCatalog catalog,
    PolicyDefaults retention,
    KeyList.Outcome keys) {

  /** The values of the files, by name; each must be there, but those about keys. */
  @SuppressWarnings("unchecked")
  static Conf of(Map<String, Object> values) {
    var slo = (DefaultsFile) values.get(ConfReader.SLO);
    var labels = (DefaultsFile) values.get(ConfReader.LABELS);
    return new Conf(
        (GatewayConfig) values.get(ConfReader.GATEWAY),
        new OverlayDefaults(
            (SloValues) slo.value(), (List<Label>) labels.value(), slo.source(), labels.source()),
        (ReasonCatalog) values.get(ConfReader.CARDS),
        retention(values),
        keys(values));
  }

  private static PolicyDefaults retention(Map<String, Object> values) {
    var file = (DefaultsFile) values.get(ConfReader.EVIDENCE);
    return file == null
        ? PolicyDefaults.BUILT_IN
        : new PolicyDefaults((EvidenceValues) file.value(), file.source());
  }

  private static KeyList.Outcome keys(Map<String, Object> values) {
    var list = (KeyList) values.getOrDefault(ConfReader.KEYS, KeyList.EMPTY);
    Map<String, KeyFile> files =
        values.entrySet().stream()
            .filter(entry -> KeyFile.accepts(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> (KeyFile) entry.getValue()));
    return list.assemble(ConfReader.KEYS, files);
  }
}

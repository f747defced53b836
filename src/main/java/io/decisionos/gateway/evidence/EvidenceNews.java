package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.KnownFiles;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tells operators of files that are not what was signed: each once on the timeline, and one of each
 * owner that has any with the check of readiness. Confined to the evidence verticle.
 */
final class EvidenceNews {
  private static final int MOST_NAMED = 50;
  private static final int MOST_NOTICES = 20;
  private static final String MISMATCH = "not what was signed";

  private final Bus bus;
  private final Clock clock;

  EvidenceNews(Bus bus, Clock clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /**
   * Tells of files that were well, or were not there.
   *
   * @param known the files before the changes
   */
  void tell(Changes changes, KnownFiles known) {
    List<EvidenceEntry> fresh =
        changes.found().stream()
            .filter(EvidenceEntry::tampered)
            .filter(entry -> !known.get(entry.path()).map(EvidenceEntry::tampered).orElse(false))
            .toList();
    fresh.stream().limit(MOST_NOTICES).forEach(this::post);
    if (fresh.size() > MOST_NOTICES) {
      post(
          new Notice(
              clock.instant(),
              Notice.Level.ERROR,
              "evidence.tampered",
              Optional.empty(),
              "and " + (fresh.size() - MOST_NOTICES) + " more files that are not what was signed"));
    }
  }

  private void post(EvidenceEntry entry) {
    post(
        new Notice(
            clock.instant(),
            Notice.Level.ERROR,
            "evidence.tampered",
            entry.owner().map(TenantId::value),
            entry.path().text() + ": " + why(entry)));
  }

  private void post(Notice notice) {
    bus.announce(Notice.POSTED, notice);
  }

  private static String why(EvidenceEntry entry) {
    return entry.verdict().error().orElse(MISMATCH);
  }

  /** Whoever has files that are tampered with: one of them with the reason, and how many. */
  static JsonArray tampered(EvidenceIndex index) {
    var array = new JsonArray();
    for (EvidenceIndex.Tampered each : index.tampered(MOST_NAMED)) {
      EvidenceEntry entry = each.first();
      array.add(
          new JsonObject()
              .put("path", entry.path().text())
              .put("tenant_id", entry.owner().map(TenantId::value).orElse(null))
              .put("error", why(entry))
              .put("files", each.files()));
    }
    return array;
  }
}

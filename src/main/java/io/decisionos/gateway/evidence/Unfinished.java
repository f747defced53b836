package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.log.Leaf;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.evidence.store.RunFile;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finishes what a run that was killed had begun: deletes files of which the log says already that
 * they were let go of. Confined to the evidence verticle.
 */
final class Unfinished {
  private final EvidenceStore store;
  private final RunFile file;
  private final LogWork work;
  private final Consumer<Changes> news;

  Unfinished(EvidenceStore store, RunFile file, LogWork work, Consumer<Changes> news) {
    this.store = store;
    this.file = file;
    this.work = work;
    this.news = news;
  }

  /**
   * Deletes those files whose tombstones are of that run.
   *
   * @param leaves the numbers of the tombstones by the files, which are there
   */
  Future<Void> finish(TenantLog log, Map<EvidenceEntry, Long> leaves) {
    if (leaves.isEmpty()) {
      return Future.succeededFuture();
    }
    return work.run(() -> delete(log, leaves))
        .map(
            deleted -> {
              news.accept(Changes.gone(deleted));
              return null;
            });
  }

  private List<EvidencePath> delete(TenantLog log, Map<EvidenceEntry, Long> leaves)
      throws IOException {
    Optional<String> plan = file.unfinished();
    var deleted = new ArrayList<EvidencePath>();
    for (Map.Entry<EvidenceEntry, Long> found : leaves.entrySet()) {
      EvidenceEntry entry = found.getKey();
      Optional<Leaf> tombstone =
          Leaf.parse(log.entry(found.getValue()))
              // What was handed in again since is younger.
              .filter(leaf -> entry.modifiedAt().isBefore(leaf.at()))
              .filter(leaf -> leaf.tombstone().map(Leaf.Tombstone::plan).equals(plan));
      if (tombstone.isPresent()) {
        store.delete(entry.path());
        deleted.add(entry.path());
      }
    }
    return deleted;
  }

  /** All logs have been looked at. */
  Future<Void> end() {
    return work.run(
        () -> {
          Optional<String> plan = file.unfinished();
          if (plan.isPresent()) {
            file.end(plan.get());
          }
          return null;
        });
  }
}

package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.KnownFiles;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out what happened to files: compares what the index knows of some paths with what the log
 * says of them. Pure but for the book, which takes each leaf in at once.
 *
 * @param tenant whose log it is
 * @param log takes the leaves, which are in the book already
 */
public record Happenings(TenantId tenant, Book book, KnownFiles files, Consumer<Leaf> log) {

  /**
   * Logs what happened to some paths; returns those of them that are gone, of which nothing is
   * logged yet: they may come back, or turn up elsewhere.
   */
  public List<EvidencePath> look(Collection<EvidencePath> paths, Instant now) {
    var gone = new ArrayList<EvidencePath>();
    for (EvidencePath path : paths.stream().sorted().toList()) {
      Optional<EvidenceEntry> entry = files.get(path);
      Optional<Trace> trace = book.at(path);
      if (entry.isPresent()) {
        seen(entry.get(), trace, now);
      } else if (trace.filter(Trace::isLive).isPresent()) {
        gone.add(path);
      }
    }
    // What appeared may have explained what went.
    gone.removeIf(path -> book.at(path).filter(Trace::isLive).isEmpty());
    return gone;
  }

  /** Logs what happened to a file that was so a moment ago, whatever it is now. */
  public void saw(EvidenceEntry entry, Instant now) {
    seen(entry, book.at(entry.path()), now);
  }

  private void seen(EvidenceEntry entry, Optional<Trace> trace, Instant now) {
    boolean live = trace.filter(Trace::isLive).isPresent();
    if (!isOwn(entry)) {
      if (live) {
        turned(entry, trace.get(), now);
      }
      return;
    }
    if (!live) {
      appeared(entry, trace, now);
    } else if (!trace.get().has(entry.sha256())) {
      write(Leaf.of(now, Op.CHANGE, entry));
    }
  }

  private boolean isOwn(EvidenceEntry entry) {
    return entry.owner().equals(Optional.of(tenant));
  }

  /** The path holds what is not the tenant's; of another tenant's document it learns nothing. */
  private void turned(EvidenceEntry entry, Trace trace, Instant now) {
    boolean nobodys = entry.owner().isEmpty();
    Optional<Sha256> sha256 = nobodys ? entry.sha256() : Optional.empty();
    if (!trace.has(sha256)) {
      long size = nobodys ? entry.print().size() : 0;
      write(new Leaf(now, Op.CHANGE, entry.path(), sha256, size, Optional.empty()));
    }
  }

  private void appeared(EvidenceEntry entry, Optional<Trace> trace, Instant now) {
    boolean moved = trace.filter(t -> t.state() == Trace.State.MOVED).isPresent();
    if (moved && trace.get().has(entry.sha256())) {
      // A copy that was left behind: its bytes are kept under the new path.
      return;
    }
    write(Leaf.of(now, op(entry), entry));
  }

  private Op op(EvidenceEntry entry) {
    for (EvidencePath other : book.paths(entry.path().id())) {
      boolean same =
          !other.equals(entry.path())
              && book.at(other).filter(t -> t.isLive() && t.has(entry.sha256())).isPresent();
      if (same && entry.tier() == Tier.LOCKED && other.tier() == Tier.WIP) {
        return Op.LOCK;
      }
      if (same && entry.tier() == other.tier() && files.get(other).isEmpty()) {
        return Op.CHANGE;
      }
    }
    return Op.ADD;
  }

  /** Logs that files are gone and nobody knows why. */
  public void lost(Collection<EvidencePath> paths, Instant now) {
    for (EvidencePath path : paths.stream().sorted().toList()) {
      book.at(path)
          .filter(Trace::isLive)
          .ifPresent(
              trace ->
                  write(
                      new Leaf(
                          now, Op.LOST, path, trace.sha256(), trace.size(), Optional.empty())));
    }
  }

  private void write(Leaf leaf) {
    book.add(leaf);
    log.accept(leaf);
  }
}

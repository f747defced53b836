package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.tenant.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what one look has found, in rounds of few bytes, as all of it together may be more than the
 * memory holds: a part of a file of each tenant in turn. A look ends after some rounds, so that
 * what was written meanwhile is seen. For one thread at a time.
 */
final class ReadingRounds {
  /** So much is in memory at a time, read and not committed. */
  static final long BYTES_OF_ROUND = 4L << 20;

  /** About a second's work. */
  static final long BYTES_OF_LOOK = 64L << 20;

  private final List<FolderBacklog> all;
  private final Queue<FolderBacklog> waiting = new ArrayDeque<>();
  private long left = BYTES_OF_LOOK;

  /** What was read of one file. */
  record Read(FolderBacklog backlog, FilePart part) {}

  /**
   * @param all in the order of their turns
   */
  ReadingRounds(List<FolderBacklog> all) {
    this.all = all;
    all.stream().filter(FolderBacklog::isWaiting).forEach(waiting::add);
  }

  /** The tenants in the order of their turns: those first whom the last look kept waiting. */
  static Set<TenantId> order(Collection<TenantId> tenants, Set<TenantId> keptWaiting) {
    var order = new LinkedHashSet<>(keptWaiting);
    order.retainAll(tenants);
    order.addAll(new TreeSet<>(tenants));
    return order;
  }

  /** Whether there is nothing left to read in this look. */
  boolean isOver() {
    return waiting.isEmpty() || left <= 0;
  }

  /** Reads one round. */
  List<Read> read() {
    var parts = new ArrayList<Read>();
    long room = Math.min(BYTES_OF_ROUND, left);
    while (room > 0 && !waiting.isEmpty()) {
      FolderBacklog backlog = waiting.remove();
      long cost = backlog.cost();
      room -= cost;
      left -= cost;
      backlog.moved().forEach(place -> parts.add(new Read(backlog, FilePart.moved(place))));
      backlog.read().ifPresent(part -> parts.add(new Read(backlog, part)));
      if (backlog.isWaiting()) {
        waiting.add(backlog);
      }
    }
    return parts;
  }

  /** Who has to wait for the next look. */
  Set<TenantId> keptWaiting() {
    var tenants = new LinkedHashSet<TenantId>();
    waiting.forEach(backlog -> tenants.add(backlog.tenant()));
    return tenants;
  }

  List<FolderBacklog> all() {
    return all;
  }
}

package io.decisionos.gateway.cards.log;

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
final class LookTurns {
  /** So much is in memory at a time, read and not committed. */
  static final long BYTES_OF_ROUND = 4L << 20;

  /** About a second's work. */
  static final long BYTES_OF_LOOK = 64L << 20;

  private final List<FolderTurn> all;
  private final Queue<FolderTurn> waiting = new ArrayDeque<>();
  private long left = BYTES_OF_LOOK;

  /** What was read of one file. */
  record Part(FolderTurn turn, BatchRecord record) {}

  /**
   * @param all in the order of their turns
   */
  LookTurns(List<FolderTurn> all) {
    this.all = all;
    all.stream().filter(FolderTurn::isWaiting).forEach(waiting::add);
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
  List<Part> read() {
    var parts = new ArrayList<Part>();
    long room = Math.min(BYTES_OF_ROUND, left);
    while (room > 0 && !waiting.isEmpty()) {
      FolderTurn turn = waiting.remove();
      long cost = turn.cost();
      room -= cost;
      left -= cost;
      turn.moved().forEach(record -> parts.add(new Part(turn, record)));
      turn.read().ifPresent(record -> parts.add(new Part(turn, record)));
      if (turn.isWaiting()) {
        waiting.add(turn);
      }
    }
    return parts;
  }

  /** Who has to wait for the next look. */
  Set<TenantId> keptWaiting() {
    var tenants = new LinkedHashSet<TenantId>();
    waiting.forEach(turn -> tenants.add(turn.tenant()));
    return tenants;
  }

  List<FolderTurn> all() {
    return all;
  }
}

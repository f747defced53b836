package io.decisionos.gateway.storage.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of a key's operations that respects their times and explains every answer,
 * after Wing and Gong, with the memory of Lowe: a set of operations that were placed and the value
 * that they left is looked at once. Operations on different keys are checked apart, as
 * linearizability is local.
 */
public final class Linearizability {
  private final List<Operation> operations;
  private final Set<Visited> visited = new HashSet<>();

  private Linearizability(List<Operation> operations) {
    this.operations = operations;
  }

  private record Visited(BitSet placed, Optional<String> value) {}

  private record Step(BitSet placed, Optional<String> value) {}

  /** Tells whether the history of one key, empty at first, could have happened in some order. */
  public static boolean holds(List<Operation> history) {
    var possible = new ArrayList<>(history);
    // A read of which nobody heard says nothing.
    possible.removeIf(
        op -> op.kind() == Operation.Kind.GET && op.outcome() == Operation.Outcome.UNKNOWN);
    possible.sort(Comparator.comparingLong(Operation::called));
    return new Linearizability(possible).search();
  }

  private boolean search() {
    var open = new ArrayList<Step>();
    open.add(new Step(new BitSet(operations.size()), Optional.empty()));
    while (!open.isEmpty()) {
      Step step = open.remove(open.size() - 1);
      if (complete(step)) {
        return true;
      }
      for (Step next : next(step)) {
        if (visited.add(new Visited(next.placed(), next.value()))) {
          open.add(next);
        }
      }
    }
    return false;
  }

  /** All that was answered is placed; what is unknown need not have happened. */
  private boolean complete(Step step) {
    for (int i = step.placed().nextClearBit(0);
        i < operations.size();
        i = step.placed().nextClearBit(i + 1)) {
      if (operations.get(i).outcome() != Operation.Outcome.UNKNOWN) {
        return false;
      }
    }
    return true;
  }

  private List<Step> next(Step step) {
    var steps = new ArrayList<Step>();
    long firstReturn = firstReturn(step.placed());
    for (int i = step.placed().nextClearBit(0);
        i < operations.size() && operations.get(i).called() <= firstReturn;
        i = step.placed().nextClearBit(i + 1)) {
      int placed = i;
      operations
          .get(i)
          .apply(step.value())
          .ifPresent(value -> steps.add(new Step(with(step.placed(), placed), value)));
    }
    return steps;
  }

  /** Nothing that began later can come before it. */
  private long firstReturn(BitSet placed) {
    long first = Operation.NEVER;
    for (int i = placed.nextClearBit(0); i < operations.size(); i = placed.nextClearBit(i + 1)) {
      first = Math.min(first, operations.get(i).returned());
    }
    return first;
  }

  private static BitSet with(BitSet placed, int one) {
    var more = (BitSet) placed.clone();
    more.set(one);
    return more;
  }
}

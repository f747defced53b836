package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.scenario.LoadTenant;
import io.decisionos.gateway.load.scenario.Phase;
import io.decisionos.gateway.load.scenario.Role;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The arrivals of one open phase, of all tenants, in the order of their times. Follows from the
 * phase and the seed alone; knows no clock.
 */
final class Arrivals {

  private static final double NANOS = 1e9;

  private final PriorityQueue<Stream> streams =
      new PriorityQueue<>(Comparator.comparingDouble(stream -> stream.due));

  Arrivals(Phase.Open phase, List<LoadTenant> tenants, SplittableRandom random) {
    List<Double> weights = phase.span().weights();
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 0; i < weights.size(); i++) {
      if (weights.get(i) > 0) {
        var turn = new Turn(i, weights.get(i) / sum, tenants.get(i).role());
        admit(new Stream(turn, phase, random.split()));
      }
    }
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** When the next arrival is due, in nanoseconds from the start of the phase. */
  long dueNanos() {
    return (long) (streams.element().due * NANOS);
  }

  /** Takes the next arrival; the answer is its tenant's place in the scenario. */
  int take() {
    Stream first = streams.remove();
    admit(first);
    return first.turn.tenant;
  }

  private void admit(Stream stream) {
    if (stream.advance()) {
      streams.add(stream);
    }
  }

  private record Turn(int tenant, double share, Role role) {}

  /** One tenant's arrivals. */
  private static final class Stream {
    private final Turn turn;
    private final Phase.Open phase;
    private final SplittableRandom random;
    private double count;
    private double due;

    Stream(Turn turn, Phase.Open phase, SplittableRandom random) {
      this.turn = turn;
      this.phase = phase;
      this.random = random;
      // Tenants start out of step, or all of them would send in the same instant for ever.
      this.count = random.nextDouble() - 1;
    }

    boolean advance() {
      count += phase.poisson() ? -Math.log(1 - random.nextDouble()) : 1;
      double evenly = phase.pace().due(Math.max(0, count) / turn.share);
      due = turn.role.moved(evenly);
      return evenly < phase.span().seconds();
    }
  }
}

package io.decisionos.gateway.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * What one kind of requests gets of a gateway with so many event loops. Immutable.
 *
 * @param steps all that was measured
 */
public record Curve(Kind kind, int loops, List<Step> steps) {
  private static final int LEAST_STEPS = 5;
  private static final double WIDEST = 1.3;
  private static final int FITTED = 2;

  public Curve {
    steps = List.copyOf(steps);
  }

  /** The steps that count. */
  List<Step> counted() {
    return steps.stream().filter(step -> step.objection().isEmpty()).toList();
  }

  /** The law by what was measured; empty if that does not suffice. */
  public Optional<Usl> law() {
    return Usl.fit(counted());
  }

  /** Up to how many callers it was measured. */
  int mostUsers() {
    return counted().stream().mapToInt(Step::users).max().orElse(0);
  }

  /** Why what was measured does not suffice; empty if it does. */
  List<String> objections() {
    var all = new ArrayList<String>();
    long distinct = counted().stream().mapToInt(Step::users).distinct().count();
    if (distinct < LEAST_STEPS) {
      all.add(
          "%s: %d of %d steps count, at least %d are needed; the first that does not: %s"
              .formatted(
                  this,
                  distinct,
                  steps.stream().mapToInt(Step::users).distinct().count(),
                  LEAST_STEPS,
                  steps.stream().flatMap(s -> s.objection().stream()).findFirst().orElse("none")));
      return all;
    }
    Optional<Usl> law = law();
    if (law.isEmpty()) {
      all.add(this + ": what was measured follows no law");
      return all;
    }
    Estimate most = law.get().onAverage(mostUsers());
    if (most.high() > most.value() * WIDEST) {
      all.add(
          "%s: %,.0f a second could be %,.0f or %,.0f: too far apart"
              .formatted(this, most.value(), most.low(), most.high()));
    }
    return all;
  }

  /** By how much 95 of 100 answers take longer than the mean, at so many callers. */
  Estimate tail(double users) {
    var regression = new SimpleRegression();
    counted()
        .forEach(
            step ->
                regression.addData(Math.log(step.users()), Math.log(step.p95Ms() / step.meanMs())));
    double log = regression.predict(Math.log(Math.max(1, users)));
    double spread = Math.sqrt(regression.getMeanSquareError());
    return new Estimate(Math.exp(log), spread, Math.max(1, (int) regression.getN() - FITTED));
  }

  @Override
  public String toString() {
    return kind.word() + " with " + loops + (loops == 1 ? " event loop" : " event loops");
  }
}

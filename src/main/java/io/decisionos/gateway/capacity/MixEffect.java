package io.decisionos.gateway.capacity;

import io.decisionos.gateway.capacity.CapacityModel.MixCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was learned from mixes that were measured: how much longer requests take beside those of
 * other kinds, as Scheffe's model of mixtures has it with one coefficient for all pairs of kinds,
 * and how far forecasts are off even so. Immutable.
 *
 * @param mean the mean time of a mix is longer by this times {@link Mix#differing}
 * @param p95 likewise the time that 95 of 100 answers take at most
 * @param perSecondOff the standard deviation of the logarithm of what forecasts of rates were off
 * @param p95Off likewise of p95
 */
public record MixEffect(double mean, double p95, double perSecondOff, double p95Off) {
  public static final MixEffect NONE = new MixEffect(0, 0, 0, 0);

  /** A mix that was measured: its time over the one that is forecast without any effect. */
  private record Seen(double differing, double ratio) {}

  /** What the checks of a model say; those that no curve forecasts say nothing. */
  static MixEffect of(CapacityModel model) {
    var means = new ArrayList<Seen>();
    var tails = new ArrayList<Seen>();
    for (MixCheck check : model.checks()) {
      Step step = check.step();
      Optional<Forecast> plain = Forecast.of(model.of(check.loops()), check.mix(), NONE);
      if (plain.isPresent() && step.objection().isEmpty()) {
        double differing = check.mix().differing();
        double perSecond = plain.get().perSecond(step.users()).value();
        means.add(new Seen(differing, perSecond / step.perSecond()));
        tails.add(new Seen(differing, step.p95Ms() / plain.get().p95(step.users()).value()));
      }
    }
    double mean = coefficient(means);
    double p95 = coefficient(tails);
    return new MixEffect(mean, p95, off(means, mean), off(tails, p95));
  }

  /** By least squares; kinds do not speed each other up. */
  private static double coefficient(List<Seen> all) {
    double up = all.stream().mapToDouble(seen -> seen.differing * (seen.ratio - 1)).sum();
    double down = all.stream().mapToDouble(seen -> seen.differing * seen.differing).sum();
    return down == 0 ? 0 : Math.max(0, up / down);
  }

  /** One measurement is used up by the coefficient. */
  private static double off(List<Seen> all, double coefficient) {
    double squares =
        all.stream()
            .mapToDouble(seen -> Math.log(seen.ratio / (1 + coefficient * seen.differing)))
            .map(log -> log * log)
            .sum();
    return Math.sqrt(squares / Math.max(1, all.size() - 1));
  }
}

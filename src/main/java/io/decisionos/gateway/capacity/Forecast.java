package io.decisionos.gateway.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What a gateway does with a mix of requests. At one number of callers the times of the kinds add
 * up by their parts, and are longer by what kinds cost each other, so that curves of single kinds
 * forecast any mix. Nothing is said of more callers than were measured. Immutable.
 */
public final class Forecast {
  private static final double MOST_OF_THE_BEST = 0.9;
  private static final double GRID = 64;
  private static final double MILLIS = 1000;
  private static final int HALVINGS = 60;

  private final List<Part> parts;
  private final double differing;
  private final MixEffect effect;

  private record Part(double weight, Curve curve, Usl law) {
    double seconds(double users) {
      return weight * law.seconds(users);
    }
  }

  private Forecast(List<Part> parts, double differing, MixEffect effect) {
    this.parts = parts;
    this.differing = differing;
    this.effect = effect;
  }

  /** By curves of one number of event loops; empty if a kind of the mix was not measured. */
  public static Optional<Forecast> of(List<Curve> curves, Mix mix, MixEffect effect) {
    List<Part> parts =
        curves.stream()
            .filter(curve -> mix.of(curve.kind()) > 0)
            .flatMap(
                curve ->
                    curve.law().map(law -> new Part(mix.of(curve.kind()), curve, law)).stream())
            .toList();
    return parts.size() == mix.parts().size()
        ? Optional.of(new Forecast(parts, mix.differing(), effect))
        : Optional.empty();
  }

  /** The time of one answer in seconds, as callers wait for it. */
  private double seconds(double users) {
    return added(users) * (1 + effect.mean() * differing);
  }

  private double added(double users) {
    return parts.stream().mapToDouble(part -> part.seconds(users)).sum();
  }

  private double shared(double users, ToDoubleFunction<Part> spread) {
    double all = added(users);
    return parts.stream()
        .mapToDouble(part -> Math.pow(part.seconds(users) / all * spread.applyAsDouble(part), 2))
        .sum();
  }

  private int freedom() {
    return parts.stream().mapToInt(part -> part.law().freedom()).min().orElse(1);
  }

  /** Up to how many callers something can be said. */
  public int mostUsers() {
    return parts.stream().mapToInt(part -> part.curve().mostUsers()).min().orElse(0);
  }

  /** Answers a second at so many callers. */
  public Estimate perSecond(double users) {
    double variance = shared(users, part -> part.law().spread(users));
    double spread = Math.sqrt(variance + Math.pow(effect.perSecondOff(), 2));
    return new Estimate(users / seconds(users), spread, freedom());
  }

  /** The time in milliseconds that 95 of 100 answers take at most, at so many callers. */
  public Estimate p95(double users) {
    double tail =
        parts.stream()
            .mapToDouble(part -> part.seconds(users) * part.curve().tail(users).value())
            .sum();
    double variance =
        shared(
            users, part -> Math.hypot(part.law().spread(users), part.curve().tail(users).spread()));
    double spread = Math.sqrt(variance + Math.pow(effect.p95Off(), 2));
    return new Estimate(tail * (1 + effect.p95() * differing) * MILLIS, spread, freedom());
  }

  /** The most answers a second, by whatever number of callers. */
  public Estimate best() {
    return perSecond(bestUsers());
  }

  private double bestUsers() {
    return grid()
        .boxed()
        .max(Comparator.comparingDouble(users -> perSecond(users).value()))
        .orElse(1.0);
  }

  private DoubleStream grid() {
    double most = Math.max(1, mostUsers());
    return DoubleStream.iterate(0, i -> i <= GRID, i -> i + 1).map(i -> Math.pow(most, i / GRID));
  }

  /** The least number of callers who get nine tenths of the best: more of them wait for nothing. */
  public double knee() {
    double wanted = MOST_OF_THE_BEST * best().value();
    return usersAt(wanted);
  }

  /** How many callers get so many answers a second, at most those who get the most. */
  double usersAt(double perSecond) {
    double low = 0;
    double high = bestUsers();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (middle / seconds(middle) < perSecond) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}

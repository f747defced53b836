package io.decisionos.gateway.limit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Max-min fair shares by weight: everybody gets what they ask for or the same for each unit of
 * weight, whichever is less, and all that there is is given. Pure.
 */
final class FairLevel {
  private FairLevel() {}

  /**
   * What somebody asks for.
   *
   * @param weight above 0
   */
  record Demand(double asked, double weight) {}

  /** What each unit of weight may have; infinite if there is enough for all. */
  static double of(List<Demand> demands, double capacity) {
    Demand[] modestFirst = demands.toArray(Demand[]::new);
    Arrays.sort(modestFirst, Comparator.comparingDouble(d -> d.asked() / d.weight()));
    double left = capacity;
    double weights = Arrays.stream(modestFirst).mapToDouble(Demand::weight).sum();
    for (Demand next : modestFirst) {
      if (next.asked() / next.weight() * weights > left) {
        return left / weights;
      }
      left -= next.asked();
      weights -= next.weight();
    }
    return Double.POSITIVE_INFINITY;
  }
}

package io.decisionos.gateway.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a rate is divided among gateways by what comes in at each. If there is enough, each has what
 * it needs, and what is left over in equal parts; else the least demanding ones have what they
 * need, and the others the rest in equal parts. The parts are whole requests and together all of
 * the rate, so that whoever divides by the same demands finds the same. Pure.
 */
final class Allotment {
  private Allotment() {}

  /** What comes in at one gateway. */
  record Demand(String instance, long perSecond) {}

  /** The part of one of the gateways. */
  static long of(String instance, long whole, List<Demand> demands) {
    var rest = new ArrayList<>(demands);
    rest.sort(Comparator.comparingLong(Demand::perSecond).thenComparing(Demand::instance));
    long left = whole;
    long sum = rest.stream().mapToLong(Demand::perSecond).reduce(0, Allotment::plus);
    long surplus = Math.max(0, whole - sum);
    long given = 0;
    for (int i = 0; i < rest.size(); i++) {
      int among = rest.size() - i;
      // Rounded down for the first and up for the last, so that all of it is given.
      long equal = left / among;
      long part =
          surplus > 0
              ? rest.get(i).perSecond() + (surplus - given) / among
              : Math.min(rest.get(i).perSecond(), equal);
      given += surplus > 0 ? (surplus - given) / among : 0;
      if (rest.get(i).instance().equals(instance)) {
        return among == 1 ? left : part;
      }
      left -= part;
    }
    return 0;
  }

  private static long plus(long one, long other) {
    // No process gets so many requests, but a number that another one tells may be anything.
    return Long.MAX_VALUE - one < other ? Long.MAX_VALUE : one + other;
  }
}

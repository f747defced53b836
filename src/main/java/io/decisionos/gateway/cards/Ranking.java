package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order of everything that is called top: the largest first, equal ones by name. Pure. */
final class Ranking {
  private Ranking() {}

  static <N extends Comparable<N>> List<Map.Entry<String, N>> of(Map<String, N> values) {
    Comparator<Map.Entry<String, N>> order =
        Map.Entry.<String, N>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry::getKey, Tally.BY_NAME);
    return values.entrySet().stream().sorted(order).toList();
  }

  static <N extends Comparable<N>> List<Map.Entry<String, N>> top(Map<String, N> values, int most) {
    List<Map.Entry<String, N>> all = of(values);
    return all.subList(0, Math.min(most, all.size()));
  }
}

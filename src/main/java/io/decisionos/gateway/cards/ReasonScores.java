package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.Tally;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of reasons, held against the catalogue: aliases are gone, groups are summed. Scores are
 * exact decimals, so that equal scores are equal. Immutable.
 */
final class ReasonScores {
  private final ReasonCatalog catalog;
  private final SortedMap<String, Long> raw = new TreeMap<>(Tally.BY_NAME);
  private final SortedMap<String, Long> groups = new TreeMap<>();

  private ReasonScores(ReasonCatalog catalog) {
    this.catalog = catalog;
  }

  static ReasonScores of(ReasonCatalog catalog, Tally tally) {
    var scores = new ReasonScores(catalog);
    tally.forEach(scores::add);
    return scores;
  }

  /** The scores of reasons that occur once each time that they are named. */
  static ReasonScores of(ReasonCatalog catalog, List<String> reasons) {
    var scores = new ReasonScores(catalog);
    reasons.forEach(reason -> scores.add(reason, 1));
    return scores;
  }

  private void add(String reason, long count) {
    raw.merge(catalog.name(reason), count, Long::sum);
    groups.merge(catalog.group(reason), count, Long::sum);
  }

  /** The count of each name that a reason counts under. */
  SortedMap<String, Long> raw() {
    return raw;
  }

  /** The count of each group that has any. */
  SortedMap<String, Long> groups() {
    return groups;
  }

  /** The score of each group that has any. */
  SortedMap<String, BigDecimal> weighted() {
    var weighted = new TreeMap<String, BigDecimal>();
    groups.forEach((group, count) -> weighted.put(group, times(group, count)));
    return weighted;
  }

  /** The weighted value of each name. */
  SortedMap<String, BigDecimal> values() {
    var values = new TreeMap<String, BigDecimal>(Tally.BY_NAME);
    raw.forEach((name, count) -> values.put(name, times(catalog.group(name), count)));
    return values;
  }

  private BigDecimal times(String group, long count) {
    return catalog.weight(group).multiply(BigDecimal.valueOf(count));
  }

  /** The weighted value of one name. */
  BigDecimal value(String name) {
    return times(catalog.group(name), count(name));
  }

  long count(String name) {
    return raw.getOrDefault(name, 0L);
  }

  /** The sum of all counts. */
  long total() {
    return groups.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sum of all groups' scores. */
  BigDecimal score() {
    return weighted().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a desk takes from one run to the next.
 *
 * @param alerts those that hold, and those whose end somebody may still have to be told of
 * @param lastTold when each group was told
 * @param sent when each receiver was sent a message lately
 */
public record DeskState(
    List<Alert> alerts,
    Map<String, Map<AlertLabels, Told.Mark>> told,
    Map<GroupKey, Instant> lastTold,
    List<Silence> silences,
    Map<String, List<Instant>> sent,
    Map<Ledger.Head, Long> heads) {

  /** The same by a clock that was set back since: nothing of it is still to come. */
  DeskState asOf(Instant now) {
    UnaryOperator<Instant> past = at -> at.isAfter(now) ? now : at;
    return new DeskState(
        alerts.stream().map(alert -> alert.with(past)).toList(),
        mapped(told, marks -> mapped(marks, mark -> mark.with(past))),
        mapped(lastTold, past),
        silences,
        mapped(sent, times -> times.stream().map(past).toList()),
        heads);
  }

  private static <K, V> Map<K, V> mapped(Map<K, V> map, UnaryOperator<V> change) {
    var changed = new HashMap<K, V>();
    map.forEach((key, value) -> changed.put(key, change.apply(value)));
    return changed;
  }
}

package io.decisionos.gateway.storage.history;

import io.decisionos.gateway.storage.history.Operation.Kind;
import io.decisionos.gateway.storage.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was done, and what of it cannot have been done by one storage that loses nothing.
 *
 * @param broken the histories of keys that are not linearizable
 * @param lost how many of these are not, even without what only saw: an acknowledged write is gone,
 *     or was done twice
 * @param undecided how many keys had so many unknown outcomes that it cannot be told
 * @param twice pairs of nonce and timestamp that were allowed more than once
 */
public record Verdict(
    long operations,
    long unknown,
    long repeats,
    long keys,
    long allowed,
    List<String> broken,
    long lost,
    long undecided,
    List<String> twice) {
  static final Verdict NOTHING = new Verdict(0, 0, 0, 0, 0, List.of(), 0, 0, List.of());

  /**
   * Judges a schedule.
   *
   * @param closing when all was over and was looked at once more
   * @param mostUnknown keys with more unknown outcomes than that are not looked at
   */
  static Verdict of(
      Map<String, List<Operation>> histories,
      List<NonceClient> nonces,
      long repeats,
      long closing,
      int mostUnknown) {
    var broken = new ArrayList<String>();
    long lost = 0;
    long undecided = 0;
    for (Map.Entry<String, List<Operation>> each : histories.entrySet()) {
      List<Operation> history = each.getValue();
      if (history.stream().filter(Verdict::isUnknown).count() > mostUnknown) {
        undecided++;
      } else if (!Linearizability.holds(history)) {
        broken.add(each.getKey() + ": " + history);
        lost += Linearizability.holds(written(history, closing)) ? 0 : 1;
      }
    }
    List<Operation> all = histories.values().stream().flatMap(List::stream).toList();
    return new Verdict(
        all.size() + nonces.stream().mapToLong(NonceClient::claims).sum(),
        all.stream().filter(Verdict::isUnknown).count(),
        repeats,
        histories.size(),
        nonces.stream().mapToLong(client -> client.allowed().size()).sum(),
        broken,
        lost,
        undecided,
        nonces.stream().flatMap(Verdict::twice).toList());
  }

  private static boolean isUnknown(Operation operation) {
    return operation.outcome() == Outcome.UNKNOWN && operation.kind() != Kind.GET;
  }

  /** A former primary may show what is no more, and refuse by it; that loses nothing. */
  private static List<Operation> written(List<Operation> history, long closing) {
    return history.stream()
        .filter(
            each ->
                each.called() >= closing
                    || (each.kind() != Kind.GET && each.outcome() != Outcome.REFUSED))
        .toList();
  }

  private static Stream<String> twice(NonceClient client) {
    return client.allowed().entrySet().stream()
        .filter(each -> each.getValue().get() > 1)
        .map(each -> each.getKey() + " " + each.getValue() + " times");
  }

  Verdict plus(Verdict other) {
    return new Verdict(
        operations + other.operations,
        unknown + other.unknown,
        repeats + other.repeats,
        keys + other.keys,
        allowed + other.allowed,
        Stream.concat(broken.stream(), other.broken.stream()).toList(),
        lost + other.lost,
        undecided + other.undecided,
        Stream.concat(twice.stream(), other.twice.stream()).toList());
  }

  @Override
  public String toString() {
    return "operations=%d unknown=%d repeats=%d keys=%d broken=%d lost=%d undecided=%d nonces=%d twice=%d"
        .formatted(
            operations,
            unknown,
            repeats,
            keys,
            broken.size(),
            lost,
            undecided,
            allowed,
            twice.size());
  }
}

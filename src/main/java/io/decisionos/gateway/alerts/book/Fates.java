package io.decisionos.gateway.alerts.book;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What became of alerts at receivers in the end, of the last ones. Confined to one thread. */
final class Fates {
  private static final int MOST = 2000;

  private final Map<Subject.Knowledge, String> last = new LinkedHashMap<>();

  void note(String receiver, AlertLabels labels, String words) {
    var key = new Subject.Knowledge(receiver, labels);
    last.remove(key);
    last.put(key, words);
    var oldest = last.keySet().iterator();
    while (last.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  /** What became of an alert, in words. */
  Optional<String> of(String receiver, AlertLabels labels) {
    return Optional.ofNullable(last.get(new Subject.Knowledge(receiver, labels)));
  }
}

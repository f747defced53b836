package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a receiver got, and what of it was no news. */
final class Inbox {
  private final Set<AlertLabels> firing = new HashSet<>();
  // Whose end may be told though their beginning never came.
  private final Set<AlertLabels> tried = new HashSet<>();
  // Messages whose answer nobody heard, or whose answer could not be written down in time.
  private final Set<GroupKey> unheard = new HashSet<>();
  private final List<String> repeated = new ArrayList<>();
  private int messages;
  private int lost;
  private int excused;

  /** A message comes. */
  void take(Dispatch dispatch, String by) {
    messages++;
    boolean news = false;
    for (Word word : dispatch.words()) {
      AlertLabels labels = word.alert().labels();
      boolean maybe = tried.remove(labels);
      news |= word.firing() ? firing.add(labels) : firing.remove(labels) || maybe;
    }
    if (!news) {
      GroupKey group = dispatch.groups().get(0);
      if (unheard.remove(group)) {
        excused++;
      } else {
        repeated.add(by + " " + group + " " + dispatch.words());
      }
    }
  }

  /** It does not come, which whoever has sent it cannot be sure of. */
  void miss(Dispatch dispatch) {
    dispatch.words().stream()
        .filter(Word::firing)
        .map(word -> word.alert().labels())
        .filter(labels -> !firing.contains(labels))
        .forEach(tried::add);
  }

  /** Nobody heard its answer. */
  void lose(Dispatch dispatch) {
    lost++;
    unheard.addAll(dispatch.groups());
  }

  Set<AlertLabels> firing() {
    return firing;
  }

  int messages() {
    return messages;
  }

  /** How many answers were lost. */
  int lost() {
    return lost;
  }

  /** How many messages were no news, after an answer was lost. */
  int excused() {
    return excused;
  }

  /** Those that were no news for no such reason. */
  List<String> repeated() {
    return repeated;
  }
}

package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a receiver got, and what of it was no news. */
final class Inbox {
  private final boolean minding;
  private final Set<AlertLabels> firing = new HashSet<>();
  // Whose end may be told though their beginning never came.
  private final Set<AlertLabels> tried = new HashSet<>();
  // Whose end was sent and never came: that they fire is told once more, of another time.
  private final Set<AlertLabels> endMissed = new HashSet<>();
  // Messages whose answer nobody heard, or whose answer could not be written down in time.
  private final Set<GroupKey> unheard = new HashSet<>();
  // What was said under each id.
  private final Map<String, Set<String>> ids = new HashMap<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<String> disguised = new ArrayList<>();
  private int messages;
  private int lost;
  private int excused;
  private int anew;

  /** One that passes over messages whose id it had before, or one that reads no ids. */
  Inbox(boolean minding) {
    this.minding = minding;
  }

  /** A message comes. */
  void take(Dispatch dispatch, String by) {
    messages++;
    Set<String> said = new TreeSet<>();
    dispatch.words().forEach(word -> said.add(word.firing() + " " + word.alert().labels()));
    Set<String> earlier = ids.putIfAbsent(dispatch.id().orElseThrow(), said);
    if (earlier != null && !earlier.equals(said)) {
      disguised.add(by + " " + dispatch);
    }
    if (minding && earlier != null) {
      unheard.removeAll(dispatch.groups());
    } else {
      read(dispatch, by);
    }
  }

  private void read(Dispatch dispatch, String by) {
    boolean news = false;
    boolean firesAnew = false;
    for (Word word : dispatch.words()) {
      AlertLabels labels = word.alert().labels();
      boolean maybe = tried.remove(labels);
      firesAnew |= endMissed.remove(labels) && word.firing();
      news |= word.firing() ? firing.add(labels) : firing.remove(labels) || maybe;
    }
    if (!news && firesAnew) {
      anew++;
    } else if (!news) {
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
    dispatch.words().stream()
        .filter(word -> !word.firing())
        .map(word -> word.alert().labels())
        .filter(firing::contains)
        .forEach(endMissed::add);
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

  /** How many told that something fires anew whose end before had never come. */
  int anew() {
    return anew;
  }

  /** Those that were no news for no such reason. */
  List<String> repeated() {
    return repeated;
  }

  /** Those that said something else than an earlier one with their id. */
  List<String> disguised() {
    return disguised;
  }
}

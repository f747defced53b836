package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names messages, so that whoever gets one twice can tell. What is told again as nobody has heard
 * an answer has the id that was written down for it, whichever gateway tells it; anything else has
 * one that no run of any gateway has given before. Pure.
 *
 * @param about the group, or that it is of many
 */
record MessageId(String receiver, String about, List<Word> words) {
  // Of 64 digits that a digest has: so many for when, and so many for what.
  private static final int WHEN = 16;
  private static final int WHAT = 32;

  /**
   * The id.
   *
   * @param unanswered under which ids its alerts were told last, empty for those with an answer
   * @param instance names this run of the gateway, as others see alerts begin at other times
   */
  String of(Set<Optional<String>> unanswered, String instance, Instant now) {
    String what = '-' + print(what(), WHAT);
    Optional<String> same =
        unanswered.size() == 1 ? unanswered.iterator().next() : Optional.empty();
    return same.filter(id -> id.endsWith(what))
        .orElseGet(() -> print(new JsonArray().add(instance).add(now.toString()), WHEN) + what);
  }

  private JsonArray what() {
    List<String> each =
        words.stream()
            .map(
                word ->
                    new JsonArray()
                        .add(word.firing())
                        .add(DeskStateJson.json(word.alert().labels().values()))
                        .encode())
            .sorted()
            .toList();
    return new JsonArray().add(receiver).add(about).add(new JsonArray(each));
  }

  private static String print(JsonArray json, int digits) {
    return Sha256.hex(json.encode().getBytes(StandardCharsets.UTF_8)).substring(0, digits);
  }
}

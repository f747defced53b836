package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The tags that answers had, by request, and whether each has the tag that it has to. */
final class TagBook {
  private final Random random;
  private final Asker asker;
  private final Map<String, Map<String, String>> tagsOfAnswers = new HashMap<>();

  TagBook(Random random, Asker asker) {
    this.random = random;
    this.asker = asker;
  }

  /** Sends a request, with these tags for its {@code If-None-Match}. */
  interface Asker {
    HttpResponse<String> ask(String target, List<String> tags);
  }

  /** Asks with some of the tags that earlier answers had, the last one among them. */
  void check(String target, String expected, String happened) {
    Map<String, String> known =
        tagsOfAnswers.computeIfAbsent(target, t -> new LinkedHashMap<>(8, 0.75f, true));
    List<String> sent = new ArrayList<>(known.values());
    sent.removeIf(tag -> !tag.equals(last(known)) && random.nextBoolean());
    HttpResponse<String> answer = asker.ask(target, sent);
    String what = target + " of " + happened;
    String tag = answer.headers().firstValue("ETag").orElseThrow(() -> new AssertionError(what));
    boolean has = known.containsKey(expected) && sent.contains(known.get(expected));

    assertThat(answer.statusCode()).as(what).isEqualTo(has ? 304 : 200);
    assertThat(answer.body()).as(what).isEqualTo(has ? "" : expected);
    if (known.containsKey(expected)) {
      assertThat(tag).as("the tag of equal bytes, %s", what).isEqualTo(known.get(expected));
    } else {
      assertThat(known.values()).as("the tags of other bytes, %s", what).doesNotContain(tag);
    }
    known.put(expected, tag);
  }

  private static String last(Map<String, String> known) {
    String last = "";
    for (String tag : known.values()) {
      last = tag;
    }
    return last;
  }
}

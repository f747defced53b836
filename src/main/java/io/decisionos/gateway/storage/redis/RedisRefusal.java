package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it means that Redis, or what stands before it, answers with an error. Pure. */
enum RedisRefusal {
  /** This Redis does not take it; another one may. */
  ELSEWHERE,

  /** There is no room. */
  FULL,

  /** It was not begun. */
  NOT_BEGUN,

  /** Nobody here knows this answer, so nobody knows what has happened. */
  UNCLEAR;

  private static final Pattern WORD = Pattern.compile("\\b[A-Z]{3,}\\b");
  private static final Map<String, RedisRefusal> WORDS =
      Map.ofEntries(
          Map.entry("READONLY", ELSEWHERE),
          Map.entry("MASTERDOWN", ELSEWHERE),
          Map.entry("NOAUTH", ELSEWHERE),
          Map.entry("OOM", FULL),
          Map.entry("LOADING", NOT_BEGUN),
          Map.entry("NOREPLICAS", NOT_BEGUN),
          Map.entry("MISCONF", NOT_BEGUN),
          Map.entry("CLUSTERDOWN", NOT_BEGUN),
          Map.entry("MOVED", NOT_BEGUN),
          Map.entry("ASK", NOT_BEGUN),
          Map.entry("TRYAGAIN", NOT_BEGUN),
          Map.entry("CROSSSLOT", NOT_BEGUN),
          Map.entry("BUSY", NOT_BEGUN),
          Map.entry("NOPERM", NOT_BEGUN),
          Map.entry("NOSCRIPT", NOT_BEGUN));

  /** By the word that Redis begins with; a script puts where it was before it. */
  static RedisRefusal of(String message) {
    Matcher words = WORD.matcher(message);
    while (words.find()) {
      RedisRefusal known = WORDS.get(words.group());
      if (known != null) {
        return known;
      }
    }
    return UNCLEAR;
  }

  /**
   * What a caller hears.
   *
   * @param writes whether it may have changed something
   */
  Problem problem(boolean writes) {
    return switch (this) {
      case FULL ->
          Problem.of(
              ProblemType.STORAGE_FULL,
              "Redis is at its maxmemory and nothing was stored. Try again when entries have"
                  + " expired.");
      case UNCLEAR -> writes ? Unknown.problem() : refused();
      case ELSEWHERE, NOT_BEGUN -> refused();
    };
  }

  private static Problem refused() {
    return Problem.of(
        ProblemType.STORAGE_UNAVAILABLE,
        "Redis refused the call and nothing was stored. Its operator finds why in the log.");
  }
}

package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Notice;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Since when each check is as it is. Confined to the operators' verticle. */
final class Standings {
  // Their own features tell what happened, in more detail.
  private static final Set<String> TOLD_ELSEWHERE = Set.of("conf", "gateway", "storage", "tenants");

  private final Map<String, Standing> standings = new HashMap<>();

  private record Standing(Check.State state, Instant since) {}

  /**
   * Notes what a check says now; gives the news for the timeline if there are any.
   *
   * @param known whether the state before is known to operators; else all but ok is news
   */
  Optional<Notice> note(String name, Check check, Instant now, boolean known) {
    Standing before = standings.get(name);
    boolean changed = before == null || before.state() != check.state();
    if (changed) {
      standings.put(name, new Standing(check.state(), now));
    }
    boolean news = known ? changed : check.state() != Check.State.OK;
    return news && !TOLD_ELSEWHERE.contains(name)
        ? Optional.of(notice(name, check, now))
        : Optional.empty();
  }

  private static Notice notice(String name, Check check, Instant now) {
    Notice.Level level =
        switch (check.state()) {
          case OK -> Notice.Level.INFO;
          case DEGRADED -> Notice.Level.WARN;
          case FAILING -> Notice.Level.ERROR;
        };
    String kind = name + "." + check.state().word();
    return new Notice(
        now, level, kind, Optional.empty(), check.cause().orElse("all is well again"));
  }

  /** When a check that was noted got into its state. */
  Instant since(String name) {
    return standings.get(name).since();
  }
}

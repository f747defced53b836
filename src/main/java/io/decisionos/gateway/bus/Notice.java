package io.decisionos.gateway.bus;

import io.decisionos.gateway.text.Printable;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that an operator wants to find later on the timeline: a reload, a suspension, an
 * outage. Holds no secrets.
 *
 * @param kind {@code feature.what}, such as {@code tenant.reloaded}
 * @param message safe to print, whatever names it quotes
 */
public record Notice(
    Instant at, Level level, String kind, Optional<String> tenant, String message) {
  public Notice {
    message = Printable.of(message);
  }

  /** Where features tell their news for the timeline. */
  public static final Announcement<Notice> POSTED =
      new Announcement<>("notice.posted", Notice.class);

  /** How much an operator should care. */
  public enum Level {
    INFO,
    WARN,
    ERROR
  }
}

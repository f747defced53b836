package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.book.AlertState;
import io.decisionos.gateway.alerts.book.Silence;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What the worker of alerts answers, and what it hears. What holds comes by {@code Conditions}. */
public final class AlertChannels {
  /** The alerts that there are, and who was told of them. */
  public static final Channel<AlertsQuery, Listing> LIST =
      new Channel<>("alerts.list", AlertsQuery.class, Listing.class, 16);

  /** Keeps alerts quiet; answered once that is on the disk. */
  public static final Channel<SilenceOrder, Silenced> SILENCE =
      new Channel<>("alerts.silence", SilenceOrder.class, Silenced.class, 16);

  /** Every silence there is. */
  public static final Channel<SilencesQuery, Listing> SILENCES =
      new Channel<>("alerts.silences", SilencesQuery.class, Listing.class, 16);

  /** Ends a silence; answered once that is on the disk. */
  public static final Channel<LiftOrder, Lifted> LIFT =
      new Channel<>("alerts.lift", LiftOrder.class, Lifted.class, 16);

  /** Sends one message to a receiver, past all limits. */
  public static final Channel<TestOrder, Listing> TEST =
      new Channel<>("alerts.test", TestOrder.class, Listing.class, 4);

  /** Another version of the file is in force. */
  public static final Announcement<AlertSettings> SETTINGS_CHANGED =
      new Announcement<>("alerts.settings-changed", AlertSettings.class);

  public static final List<Channel<?, ?>> ALL = List.of(LIST, SILENCE, SILENCES, LIFT, TEST);

  private AlertChannels() {}

  /**
   * Asks for alerts.
   *
   * @param about the value of their label {@code tenant}
   * @param most how many are shown
   */
  public record AlertsQuery(Optional<String> about, Optional<AlertState> state, int most) {}

  /** An answer, which whoever asked alone has. */
  public record Listing(JsonObject json) {}

  /** Asks for a silence. */
  public record SilenceOrder(Silence silence) {}

  /** The silence counts. */
  public record Silenced(String id) {}

  /** Asks for all silences. */
  public record SilencesQuery() {}

  /** Asks to end a silence. */
  public record LiftOrder(String id) {}

  /** Whether there was one. */
  public record Lifted(boolean was) {}

  /** Asks for a message. */
  public record TestOrder(String receiver) {}
}

package io.decisionos.gateway.fleet;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.ops.Check;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the fleet's verticle answers. */
public final class FleetChannels {
  /** All gateways as this one sees them. */
  public static final Channel<ViewQuery, View> VIEW =
      new Channel<>("fleet.view", ViewQuery.class, View.class, 16);

  /** Whether the gateways are one. */
  public static final Channel<CheckQuery, Check> CHECK =
      new Channel<>("fleet.check", CheckQuery.class, Check.class, 16);

  /** The others were met; told at each beat that succeeds. */
  public static final Announcement<Seen> SEEN = new Announcement<>("fleet.seen", Seen.class);

  public static final List<Channel<?, ?>> ALL = List.of(VIEW, CHECK);

  private FleetChannels() {}

  /**
   * The gateways are known again.
   *
   * @param live how many there are, this one included
   */
  public record Seen(long live) {}

  /** Asks for the view. */
  public record ViewQuery() {}

  /** Asks for the check. */
  public record CheckQuery() {}

  /** The answer, which whoever asked alone has. */
  public record View(JsonObject json) {}
}

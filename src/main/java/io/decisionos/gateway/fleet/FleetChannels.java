package io.decisionos.gateway.fleet;

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

  public static final List<Channel<?, ?>> ALL = List.of(VIEW, CHECK);

  private FleetChannels() {}

  /** Asks for the view. */
  public record ViewQuery() {}

  /** Asks for the check. */
  public record CheckQuery() {}

  /** The answer, which whoever asked alone has. */
  public record View(JsonObject json) {}
}

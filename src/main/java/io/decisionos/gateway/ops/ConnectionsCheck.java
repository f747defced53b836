package io.decisionos.gateway.ops;

import io.decisionos.gateway.http.connection.Connections;
import io.vertx.core.json.JsonObject;

/** Whether there is room for more connections, and descriptors for more files. Pure. */
final class ConnectionsCheck {
  private static final int NEARLY_PERCENT = 80;
  private static final int WHOLE_PERCENT = 100;

  private ConnectionsCheck() {}

  static Check of(Connections.State state) {
    var details =
        new JsonObject()
            .put("open", state.open())
            .put("limit", state.most())
            .put("most_of_one_address", state.mostOfOne())
            .put("descriptors", state.openDescriptors())
            .put("descriptor_limit", state.mostDescriptors());
    if (isNearly(state.open(), state.most())) {
      return Check.degraded(
          state.open() + " of " + state.most() + " connections are open",
          "find out who keeps them (most_of_one_address); raise the limit of open files or the"
              + " heap, or lower http.max_connections_per_address or http.idle_timeout_ms",
          details);
    }
    if (isNearly(state.openDescriptors(), state.mostDescriptors())) {
      return Check.degraded(
          state.openDescriptors() + " of " + state.mostDescriptors() + " descriptors are in use",
          "raise the limit of open files (ulimit -n, LimitNOFILE) and restart the gateway",
          details);
    }
    return Check.ok(details);
  }

  private static boolean isNearly(long some, long most) {
    return some * WHOLE_PERCENT >= most * NEARLY_PERCENT;
  }
}

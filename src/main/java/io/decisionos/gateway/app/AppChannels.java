package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.ops.Check;
import java.util.List;

/** What the verticle of {@code conf/} answers. */
final class AppChannels {
  /** Whether the files under {@code conf/} are as they should be. */
  public static final Channel<ConfQuery, Check> CONF =
      new Channel<>("conf.check", ConfQuery.class, Check.class, 16);

  /** Look at {@code conf/} now; answers once what is there is in force. */
  public static final Channel<ReloadQuery, Check> RELOAD =
      new Channel<>("conf.reload", ReloadQuery.class, Check.class, 16);

  public static final List<Channel<?, ?>> ALL = List.of(CONF, RELOAD);

  private AppChannels() {}

  /** Asks for the check. */
  public record ConfQuery() {}

  /** Asks for a look. */
  public record ReloadQuery() {}
}

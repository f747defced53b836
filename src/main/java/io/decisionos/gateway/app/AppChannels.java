package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.ops.Check;
import java.util.List;

/** What the verticle of {@code conf/} answers. */
public final class AppChannels {
  /** Whether the files under {@code conf/} are as they should be. */
  public static final Channel<ConfQuery, Check> CONF =
      new Channel<>("conf.check", ConfQuery.class, Check.class, 16);

  public static final List<Channel<?, ?>> ALL = List.of(CONF);

  private AppChannels() {}

  /** Asks for the check. */
  public record ConfQuery() {}
}

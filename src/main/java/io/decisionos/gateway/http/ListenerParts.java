package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Announcement;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import java.time.Duration;

/**
 * What makes one listener differ from the other.
 *
 * @param name as metrics show it
 * @param key the section of {@code gateway.yaml}
 * @param opened hears the port when it is open
 * @param variesOnTenant whether answers depend on who calls
 */
public record ListenerParts(
    String name,
    String key,
    Bind bind,
    Handler<Integer> opened,
    boolean variesOnTenant,
    HttpSettings settings,
    Announcement<HttpSettings> settingsChanged,
    MeterRegistry meters,
    TenantTraffic traffic) {

  /** Where a listener listens; port 0 picks a free one. */
  public record Bind(String host, int port, Duration idleTimeout) {}
}

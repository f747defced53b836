package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Announcement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * What makes one listener differ from the other.
 *
 * @param name as metrics show it
 * @param variesOnTenant whether answers depend on who calls
 */
public record ListenerParts(
    String name,
    String host,
    int port,
    Duration idleTimeout,
    boolean variesOnTenant,
    HttpSettings settings,
    Announcement<HttpSettings> settingsChanged,
    MeterRegistry meters,
    TenantTraffic traffic) {}

package io.decisionos.gateway.keysource;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keysource.aws.AwsSources;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.time.Clock;

/** What the sources of keys bring: a verticle. */
public final class SourcesPart {
  private SourcesPart() {}

  /** What reads the sources; a gateway whose keysets name none never loads what asks them. */
  public static Deployable verticle(
      Bus bus, KeyRegistry keys, SourceSettings settings, Clock clock, MeterRegistry meters) {
    return new SourcesVerticle(
        bus,
        keys,
        new SourceDesk(settings),
        new SourceMeters(meters),
        clock,
        source -> AwsSources.open(source, settings.endpoint(source)));
  }
}

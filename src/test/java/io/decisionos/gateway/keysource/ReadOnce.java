package io.decisionos.gateway.keysource;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keysource.aws.AwsSources;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads sources as the verticle does, in the thread that asks. */
final class ReadOnce {
  private ReadOnce() {}

  static void into(KeyRegistry registry, FakeAws aws, Instant now) {
    var settings =
        new SourceSettings(
            Set.of(),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Optional.empty(),
            Optional.empty());
    var desk = new SourceDesk(settings);
    desk.due(registry.listing(), false, now)
        .forEach(
            (source, places) -> {
              try (var open = AwsSources.open(source, Optional.of(URI.create(aws.endpoint())))) {
                desk.read(source, open.read(places), registry.listing(), now);
              }
            });
    registry.load(desk.shelf(), now);
  }
}

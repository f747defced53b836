package io.decisionos.gateway.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** What begins once callers can come, as none of them has to wait for it. */
final class OnceOpen {
  private OnceOpen() {}

  /** Begins all of it. */
  static void begin(Vertx vertx, MeterRegistry meters, Path data) {
    WarmUp.begin(vertx);
    vertx.executeBlocking(
        () -> {
          ProcessMeters.bind(meters);
          DataDirectory.tellWhatIsOpen(data);
          return null;
        });
  }
}

package io.decisionos.gateway.app;

import io.decisionos.gateway.access.AccessMeters;
import io.decisionos.gateway.access.CallerSource;
import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.access.SignedTokens;
import io.decisionos.gateway.access.TokenMemory;
import io.decisionos.gateway.access.VerificationKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** How callers are told apart, if they are. */
record AccessPart(boolean asksForTokens, SignedTokens tokens, Clock clock, AccessMeters meters) {

  /** The part for these settings. */
  static AccessPart of(
      Vertx vertx, GatewayConfig.Fixed fixed, Clock clock, MeterRegistry registry) {
    var tokens = new SignedTokens(vertx, fixed.auth(), clock, developmentKey(fixed));
    return new AccessPart(fixed.auth().asksForTokens(), tokens, clock, new AccessMeters(registry));
  }

  private static Optional<VerificationKey> developmentKey(GatewayConfig.Fixed fixed) {
    if (!fixed.takesDevelopmentKey()) {
      return Optional.empty();
    }
    try {
      return Optional.of(DevelopmentKey.of(fixed.data()).verification());
    } catch (IOException e) {
      throw new StartFailure(e.getMessage());
    }
  }

  /** What says who calls, for one event loop. */
  CallerSource callers() {
    return asksForTokens ? new TokenMemory(tokens, clock, meters) : CallerSource.OPEN;
  }
}

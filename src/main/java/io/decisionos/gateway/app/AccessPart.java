package io.decisionos.gateway.app;

import io.decisionos.gateway.access.Access;
import io.decisionos.gateway.access.AccessMeters;
import io.decisionos.gateway.access.AccessSettings;
import io.decisionos.gateway.access.AuditMeters;
import io.decisionos.gateway.access.AuditPost;
import io.decisionos.gateway.access.AuditVerticle;
import io.decisionos.gateway.access.CallerSource;
import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.access.SignedNonces;
import io.decisionos.gateway.access.SignedRequests;
import io.decisionos.gateway.access.SignedTokens;
import io.decisionos.gateway.access.Signing;
import io.decisionos.gateway.access.TokenMemory;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.ops.AuditCheck;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** How callers are told apart, if they are. */
record AccessPart(
    AccessSettings settings,
    KeyRegistry keys,
    SignedTokens tokens,
    Clock clock,
    AccessMeters meters,
    Audit audit) {

  /** What writes the audit log. */
  private record Audit(Bus bus, AuditPost post, AuditVerticle verticle) {}

  /** The part for these settings. */
  static AccessPart of(
      Bus bus, GatewayConfig.Fixed fixed, Clock clock, KeyRegistry keys, MeterRegistry registry) {
    var counts = new AuditMeters(registry);
    var post = new AuditPost(bus, counts);
    var audit = new AuditVerticle(bus, post, counts, fixed.data(), fixed.audit(), clock);
    var tokens = new SignedTokens(fixed.auth(), clock, keys, developmentKey(fixed));
    return new AccessPart(
        fixed.auth(), keys, tokens, clock, new AccessMeters(registry), new Audit(bus, post, audit));
  }

  private static Optional<Key> developmentKey(GatewayConfig.Fixed fixed) {
    if (!fixed.takesDevelopmentKey()) {
      return Optional.empty();
    }
    try {
      return Optional.of(DevelopmentKey.of(fixed.data()).verification());
    } catch (IOException e) {
      throw new StartFailure(e.getMessage());
    }
  }

  /** Starts what writes the audit log. */
  Future<Void> start(Parts parts) {
    return parts.worker("audit", audit.verticle());
  }

  /** The part of {@code /readyz}. */
  ReadinessCheck check() {
    return AuditCheck.of(audit.bus());
  }

  /** What the operators' listener needs. */
  Access ofOperators() {
    return new Access(this::callers, Optional.empty(), audit.post());
  }

  /**
   * What the tenants' listener needs.
   *
   * @param nonces where those of signed requests are used up
   */
  Access ofTenants(SignedNonces nonces) {
    Optional<Signing> signing =
        settings.takesSignatures()
            ? Optional.of(
                new Signing(
                    () -> new SignedRequests(keys, clock, settings.leeway()),
                    settings.mode() == AccessSettings.Mode.JWT_OR_SIGNED,
                    nonces,
                    meters))
            : Optional.empty();
    return new Access(this::callers, signing, audit.post());
  }

  private CallerSource callers() {
    return settings.asksForProof() ? new TokenMemory(tokens, clock, meters) : CallerSource.OPEN;
  }
}

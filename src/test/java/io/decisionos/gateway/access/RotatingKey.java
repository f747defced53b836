package io.decisionos.gateway.access;

import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A key of a campaign, and from when to when what it signs must count, or must not. Moments are
 * milliseconds of the test's clock; callers read them from other threads.
 */
final class RotatingKey {
  private static final String READ = "/slo?tenant=t";
  private static final long NEVER = Long.MAX_VALUE;

  private final SigningKey key;
  private final boolean signsRequests;
  private final Optional<Instant> begins;
  private final String token;

  /** Before this it must not count. */
  volatile long closedUntil;

  /** From this on it must count ... */
  volatile long openFrom = NEVER;

  /** ... until this. */
  volatile long openUntil = NEVER;

  /** From this on it must not count any more. */
  volatile long closedFrom = NEVER;

  /**
   * A new key.
   *
   * @param begins from when on it is active, if times move it on
   */
  RotatingKey(String kid, boolean signsRequests, Optional<Instant> begins) {
    Algorithm algorithm = signsRequests ? Algorithm.HMAC_SHA256 : Algorithm.HS256;
    this.key = SigningKey.make(kid, algorithm);
    this.signsRequests = signsRequests;
    this.begins = begins;
    this.token = signsRequests ? "" : key.sign(claims());
  }

  private static JsonObject claims() {
    return new JsonObject()
        .put("iss", "decisionos")
        .put("aud", "decisionos")
        .put("sub", "alice")
        .put("tenant", "t")
        .put("scope", "ops:read")
        .put("exp", Instant.now().getEpochSecond() + 86_400);
  }

  String kid() {
    return key.kid();
  }

  String file() {
    return key.file();
  }

  String text() {
    return key.jwk().encode();
  }

  boolean signsRequests() {
    return signsRequests;
  }

  /** Its entry in a state that an operator declares. */
  String entry(String state) {
    return key.entry(state);
  }

  /** Its entry if times alone move it on: three seconds active, five in grace. */
  String timedEntry() {
    Instant begin = begins.orElseThrow();
    return key.entry(
        "pending, not_before: %s, not_after: %s, grace_until: %s"
            .formatted(begin, begin.plusSeconds(3), begin.plusSeconds(8)));
  }

  /** Says from when to when it counts on all gateways whose clocks are so far apart. */
  void counts(Duration apart) {
    long begin = begins.orElseThrow().toEpochMilli();
    openFrom = begin;
    openUntil = begin + 8000 - apart.toMillis();
    closedFrom = begin + 8000 + apart.toMillis();
  }

  /** Whether its times are over on all gateways, for a while. */
  boolean isOver(long now) {
    return closedFrom < now - 2000;
  }

  /** A request with what it signs. */
  Request request(boolean write) {
    if (!signsRequests) {
      return Request.of("GET", READ, "").with("authorization", "Bearer " + token);
    }
    Request plain =
        write
            ? Request.of("PUT", "/etags/" + UUID.randomUUID() + "?tenant=t&ttl_ms=1000", "1")
                .with("content-type", "application/json")
            : Request.of("GET", READ, "");
    return new RequestSigner(key)
        .sign(plain, Instant.now().getEpochSecond(), UUID.randomUUID().toString());
  }

  /** What is wrong with an answer; empty if it is as it should be, or may be either. */
  Optional<String> complaint(int status, long sent, long heard) {
    boolean taken = status == 200 || status == 201;
    boolean must = sent >= openFrom && heard <= openUntil;
    boolean mustNot = heard <= closedUntil || sent >= closedFrom;
    if ((must && !taken) || (mustNot && taken)) {
      return Optional.of(
          "%s got %d, sent %d heard %d, closed until %d, open %d to %d, closed from %d"
              .formatted(kid(), status, sent, heard, closedUntil, openFrom, openUntil, closedFrom));
    }
    return Optional.empty();
  }
}

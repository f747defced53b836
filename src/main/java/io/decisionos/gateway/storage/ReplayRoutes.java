package io.decisionos.gateway.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.JsonBody;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.storage.ReplayGuard.Claim;
import io.decisionos.gateway.storage.ReplayGuard.Verdict;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The route of the replay guard on one event loop. */
final class ReplayRoutes {
  private static final long MAX_BODY_BYTES = 16 << 10;

  /** Beyond any clock, and far enough from the ends of the type to be compared with one. */
  private static final BigInteger FAR = BigInteger.valueOf(Long.MAX_VALUE / 2);

  private final Bus bus;
  private final Duration patience;
  private final StorageLedger ledger;
  private final Holder nonces;

  ReplayRoutes(Bus bus, Duration patience, StorageLedger ledger, Holder nonces) {
    this.bus = bus;
    this.patience = patience;
    this.ledger = ledger;
    this.nonces = nonces;
  }

  List<Route> table() {
    return List.of(
        new Route(
            HttpMethod.POST,
            "/replay",
            Scope.REPLAY_WRITE,
            BodyRule.json(MAX_BODY_BYTES),
            true,
            this::admit));
  }

  private Future<Answer> admit(Call call) {
    Claim claim =
        claim(call.tenant(), call.body(), EtagRoutes.once(call))
            .orElseThrow(() -> invalid(call.body()));
    Claim bounded = claim.within(ledger.allowance(call.tenant(), nonces));
    call.operatesOnStorage();
    return bus.ask(StorageChannels.ADMIT, bounded, patience, call.trace())
        .map(ReplayRoutes::answer);
  }

  /** The claim that a body makes, or empty if it makes none. */
  static Optional<Claim> claim(Tenant tenant, Buffer body, Optional<StoreKey> once) {
    Optional<JsonNode> json = JsonBody.read(body);
    Optional<Nonce> nonce =
        json.map(claim -> claim.path("nonce"))
            .filter(JsonNode::isTextual)
            .flatMap(text -> Nonce.parse(tenant.id(), text.textValue()));
    return nonce.flatMap(
        n ->
            json.flatMap(claim -> timestamp(claim.path("timestamp_ms")))
                .map(millis -> new Claim(n, millis, tenant.clockSkew(), once)));
  }

  private static Optional<Long> timestamp(JsonNode value) {
    return value.isIntegralNumber()
        ? Optional.of(value.bigIntegerValue().min(FAR).max(FAR.negate()).longValueExact())
        : Optional.empty();
  }

  private static ProblemException invalid(Buffer body) {
    String place =
        JsonBody.place(body).map(at -> "The body is no such JSON " + at + ". ").orElse("");
    return Problem.of(
            ProblemType.REPLAY_INVALID,
            place
                + "Send {\"nonce\": 1 to 256 visible ASCII characters, \"timestamp_ms\": an"
                + " integer}.")
        .with("result", "INVALID")
        .asException();
  }

  private static Answer answer(Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> Answer.json(200, new JsonObject().put("result", "ALLOW"));
      case REJECT_EXIST ->
          throw refusal(
              ProblemType.REPLAY_EXISTS,
              verdict,
              "The nonce was used before. Take a new one for each message.");
      case REJECT_CLOCKSKEW ->
          throw refusal(
              ProblemType.REPLAY_CLOCK_SKEW,
              verdict,
              "timestamp_ms is too far from the server's clock. Send milliseconds since 1970, or"
                  + " set your clock; the nonce is not used up.");
    };
  }

  private static ProblemException refusal(ProblemType type, Verdict verdict, String detail) {
    return Problem.of(type, detail).with("result", verdict.name()).asException();
  }
}

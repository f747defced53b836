package io.decisionos.gateway.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldSet;
import io.decisionos.gateway.evidence.EvidenceChannels.LockOrder;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.Holds.Held;
import io.decisionos.gateway.evidence.store.HoldFile;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Orders between gateways and what came of them, as they stand in files. Pure. */
final class OrderJson {
  static final String LOCK = "lock";
  static final String HOLD = "hold";
  static final String HOLDS = "holds";
  static final String SEEN = "seen";

  private static final String OP = "op";
  private static final String TENANT = "tenant";
  private static final String ENTRY = "entry";
  private static final String PROBLEM = "problem";

  private OrderJson() {}

  static String op(JsonObject order) {
    return order.getString(OP);
  }

  static JsonObject lock(LockOrder order) {
    return of(LOCK).put(TENANT, order.tenant().value()).put("id", order.id());
  }

  static LockOrder lock(JsonObject order) {
    return new LockOrder(tenant(order), order.getString("id"));
  }

  static JsonObject hold(HoldOrder order) {
    return of(HOLD)
        .put(TENANT, order.tenant().value())
        .put("id", order.id())
        .put("reason", order.reason().orElse(null))
        .put("by", order.by());
  }

  static HoldOrder hold(JsonObject order) {
    return new HoldOrder(
        tenant(order),
        order.getString("id"),
        Optional.ofNullable(order.getString("reason")),
        order.getString("by"));
  }

  static JsonObject holds() {
    return of(HOLDS);
  }

  static JsonObject seen(TenantId tenant) {
    return of(SEEN).put(TENANT, tenant.value());
  }

  private static JsonObject of(String op) {
    return new JsonObject().put(OP, op);
  }

  static TenantId tenant(JsonObject order) {
    return new TenantId(order.getString(TENANT));
  }

  static JsonObject answer(Finished locked) {
    return new JsonObject().put(ENTRY, locked.json().toString(UTF_8));
  }

  static Finished locked(JsonObject answer) {
    return Finished.of(answer.getString(ENTRY).getBytes(UTF_8));
  }

  static JsonObject answer(HoldOrder order, HoldSet set) {
    Holds holds =
        set.hold()
            .map(hold -> Holds.NONE.with(new Held(order.tenant(), order.id()), hold))
            .orElse(Holds.NONE);
    return HoldFile.json(holds);
  }

  static HoldSet held(JsonObject answer) {
    return new HoldSet(allHeld(answer).all().values().stream().findFirst());
  }

  static Holds allHeld(JsonObject answer) {
    return HoldFile.holds(answer);
  }

  /** What an order failed on, for the gateway that gave it. */
  static JsonObject failure(Problem problem) {
    return new JsonObject()
        .put(PROBLEM, problem.type().name())
        .put("detail", problem.detail())
        .put("members", new JsonObject(problem.members()))
        .put("retry_ms", problem.retryAfter().map(Duration::toMillis).orElse(null));
  }

  /** The answer, or the problem that it is. */
  static Future<JsonObject> outcome(JsonObject answer) {
    return answer.containsKey(PROBLEM)
        ? Future.failedFuture(problem(answer))
        : Future.succeededFuture(answer);
  }

  private static ProblemException problem(JsonObject answer) {
    return new Problem(
            ProblemType.valueOf(answer.getString(PROBLEM)),
            answer.getString("detail"),
            answer.getJsonObject("members").getMap(),
            Optional.ofNullable(answer.getLong("retry_ms")).map(Duration::ofMillis))
        .asException();
  }
}

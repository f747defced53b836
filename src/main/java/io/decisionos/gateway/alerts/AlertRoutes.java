package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.AlertChannels.AlertsQuery;
import io.decisionos.gateway.alerts.AlertChannels.LiftOrder;
import io.decisionos.gateway.alerts.AlertChannels.SilenceOrder;
import io.decisionos.gateway.alerts.AlertChannels.SilencesQuery;
import io.decisionos.gateway.alerts.AlertChannels.TestOrder;
import io.decisionos.gateway.alerts.book.AlertState;
import io.decisionos.gateway.alerts.book.Silence;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.JsonBody;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.text.Rfc3339;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What operators ask of alerts. Thread-safe. */
final class AlertRoutes {
  /** So many silences there may be at once. */
  static final int MOST_SILENCES = 1000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration TEST_PATIENCE = Duration.ofSeconds(20);
  private static final BodyRule BODY = new BodyRule(BodyRule.Media.EXPLICIT_JSON, 64 << 10);
  private static final int LONGEST_COMMENT = 1000;
  private static final int LONGEST_VALUE = 1000;
  private static final long MOST_SHOWN = 10_000;
  private static final int NO_CONTENT = 204;
  private static final int ID_BYTES = 8;

  private final Bus bus;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  AlertRoutes(Bus bus, Clock clock) {
    this.bus = bus;
    this.clock = clock;
  }

  List<Route> table() {
    return List.of(
        Route.get("/ops/alerts", Scope.OPS_ADMIN, this::list),
        Route.get("/ops/alerts/silences", Scope.OPS_ADMIN, this::silences),
        Route.post("/ops/alerts/silences", Scope.OPS_ADMIN, BODY, this::silence),
        new Route(
            HttpMethod.DELETE,
            "/ops/alerts/silences/{id}",
            Scope.OPS_ADMIN,
            BODY,
            false,
            this::lift),
        Route.post("/ops/alerts/test", Scope.OPS_ADMIN, BODY, this::test));
  }

  private Future<Answer> list(Call call) {
    Optional<String> tenant = call.query().once("tenant");
    Optional<AlertState> state = call.query().word("state", AlertState.words());
    int most = call.query().number("limit", 1, MOST_SHOWN).orElse(MOST_SHOWN).intValue();
    return bus.ask(AlertChannels.LIST, new AlertsQuery(tenant, state, most), PATIENCE, call.trace())
        .map(listing -> Answer.json(200, listing.json()));
  }

  private Future<Answer> silences(Call call) {
    return bus.ask(AlertChannels.SILENCES, new SilencesQuery(), PATIENCE, call.trace())
        .map(listing -> Answer.json(200, listing.json()));
  }

  private Future<Answer> silence(Call call) {
    JsonObject body = JsonBody.members(call.body(), Set.of("match", "until", "comment"));
    Instant now = clock.instant();
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    var silence =
        new Silence(
            HexFormat.of().formatHex(id),
            match(body),
            now,
            until(body, now),
            comment(body),
            call.caller().subject().orElse("anonymous"));
    return bus.ask(AlertChannels.SILENCE, new SilenceOrder(silence), PATIENCE, call.trace())
        .map(made -> Answer.json(201, new JsonObject().put("id", made.id())));
  }

  private static Map<String, String> match(JsonObject body) {
    var match = new HashMap<String, String>();
    if (body.getValue("match") instanceof JsonObject labels) {
      for (String label : labels.fieldNames()) {
        boolean known = AlertSettings.LABELS.contains(label);
        if (known && labels.getValue(label) instanceof String value && isValue(value)) {
          match.put(label, value);
        } else {
          throw badMatch();
        }
      }
    }
    if (match.isEmpty()) {
      throw badMatch();
    }
    return match;
  }

  private static boolean isValue(String value) {
    return !value.isEmpty() && value.length() <= LONGEST_VALUE;
  }

  private static RuntimeException badMatch() {
    return Call.invalid(
        "Send match as an object of texts with at least one of: "
            + String.join(", ", AlertSettings.LABELS)
            + ".");
  }

  private static Instant until(JsonObject body, Instant now) {
    return text(body, "until")
        .flatMap(Rfc3339::parse)
        .filter(now::isBefore)
        .orElseThrow(
            () -> Call.invalid("Send until as a time to come, such as 2026-12-31T12:00:00Z."));
  }

  private static String comment(JsonObject body) {
    return text(body, "comment")
        .filter(comment -> !comment.isBlank() && comment.length() <= LONGEST_COMMENT)
        .orElseThrow(() -> Call.invalid("Send comment, 1 to 1000 characters that say why."));
  }

  private Future<Answer> lift(Call call) {
    JsonBody.members(call.body(), Set.of());
    return bus.ask(AlertChannels.LIFT, new LiftOrder(call.parameter(0)), PATIENCE, call.trace())
        .map(
            lifted -> {
              if (!lifted.was()) {
                throw Problem.of(
                        ProblemType.REQUEST_NOT_FOUND,
                        "No such silence; GET /ops/alerts/silences lists all there are.")
                    .asException();
              }
              return Answer.json(Buffer.buffer()).withStatus(NO_CONTENT);
            });
  }

  private Future<Answer> test(Call call) {
    String receiver =
        text(JsonBody.members(call.body(), Set.of("receiver")), "receiver")
            .orElseThrow(() -> Call.invalid("Send {\"receiver\": \"...\"}."));
    return bus.ask(AlertChannels.TEST, new TestOrder(receiver), TEST_PATIENCE, call.trace())
        .map(listing -> Answer.json(200, listing.json()));
  }

  private static Optional<String> text(JsonObject body, String key) {
    return body.getValue(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}

package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.message.Message;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runbooks, as pages of the console. They are open to everybody, as they hold no data. */
final class RunbookRoutes {
  /** Nothing is loaded from elsewhere, and nothing runs. */
  private static final List<Map.Entry<String, String>> HEADERS =
      List.of(
          Map.entry(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"),
          Map.entry("X-Content-Type-Options", "nosniff"),
          Map.entry("Referrer-Policy", "no-referrer"));

  private RunbookRoutes() {}

  static List<Route> table() {
    return List.of(Route.get("/console/runbooks/{alertname}", Scope.OPEN, RunbookRoutes::page));
  }

  private static Future<Answer> page(Call call) {
    String text = text(call.parameter(0)).orElseThrow(RunbookRoutes::unknown);
    return Future.succeededFuture(
        new Answer(
            200,
            "text/html; charset=utf-8",
            Buffer.buffer(RunbookPage.of(call.parameter(0), text)),
            Optional.empty(),
            HEADERS));
  }

  private static RuntimeException unknown() {
    return Problem.of(
            ProblemType.REQUEST_NOT_FOUND,
            "No alert has this name; GET /ops/alerts shows those that fire.")
        .asException();
  }

  /** The text that the build has put beside the classes. */
  private static Optional<String> text(String alertname) {
    boolean known = BuiltIn.of(alertname).isPresent() || alertname.equals(Message.DIGEST);
    if (!known) {
      return Optional.empty();
    }
    try (InputStream in =
        RunbookRoutes.class.getResourceAsStream("/runbooks/" + alertname + ".md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

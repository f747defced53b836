package io.decisionos.gateway.ops;

import io.decisionos.gateway.access.Caller;
import io.decisionos.gateway.access.CallerSource;
import io.decisionos.gateway.access.TokenFault;
import io.decisionos.gateway.access.TokenRefusedException;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.JsonBody;
import io.decisionos.gateway.http.LoginCookie;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Exchanges a token for a cookie, and takes the cookie back. Confined to the operators' verticle.
 */
final class LoginRoutes {
  private static final BodyRule BODY = new BodyRule(BodyRule.Media.EXPLICIT_JSON, 16 << 10);

  private final CallerSource callers;
  private final boolean secure;

  /**
   * Routes.
   *
   * @param secure whether browsers reach us by https
   */
  LoginRoutes(CallerSource callers, boolean secure) {
    this.callers = callers;
    this.secure = secure;
  }

  List<Route> table() {
    return List.of(
        Route.post("/console/login", Scope.OPEN, BODY, this::login),
        Route.post("/console/logout", Scope.OPEN, BODY, call -> logout()));
  }

  private Future<Answer> login(Call call) {
    if (callers == CallerSource.OPEN) {
      throw Call.invalid("No token is asked for here: auth.mode is off.");
    }
    String token = token(call);
    try {
      call.callerIs(callers.of(Optional.of(token)));
    } catch (TokenRefusedException e) {
      throw Problem.of(ProblemType.AUTH_INVALID, e.fault().detail()).asException();
    }
    return answer(who(call.caller()), LoginCookie.set(token, secure));
  }

  private static String token(Call call) {
    String token =
        JsonBody.read(call.body())
            .map(body -> body.path("token").textValue())
            .orElseThrow(() -> Call.invalid("Send a JSON object with the member token, a text."));
    if (token.length() > LoginCookie.MOST_CHARACTERS) {
      throw Problem.of(ProblemType.AUTH_INVALID, TokenFault.TOO_LONG.detail()).asException();
    }
    return token;
  }

  private static JsonObject who(Caller caller) {
    return new JsonObject()
        .put("subject", caller.subject().orElse(null))
        .put("scopes", new JsonArray(List.copyOf(new TreeSet<>(caller.scopes()))));
  }

  private Future<Answer> logout() {
    return answer(new JsonObject(), LoginCookie.clear(secure));
  }

  private static Future<Answer> answer(JsonObject body, Map.Entry<String, String> cookie) {
    return Future.succeededFuture(Answer.json(200, body).with(cookie));
  }
}

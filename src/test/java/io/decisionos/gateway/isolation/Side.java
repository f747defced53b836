package io.decisionos.gateway.isolation;

import io.decisionos.gateway.fixture.RunningGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** One tenant at a gateway, with a token of its own for all that tenants may do. */
record Side(RunningGateway gateway, String tenant, String token) {

  /** What the tenant hears when it asks for itself. */
  Reply send(Ask ask) {
    return sendAs(tenant, ask);
  }

  /** What the tenant hears when it says that it is another one. */
  Reply sendAs(String name, Ask ask) {
    String target = ask.target() + (ask.target().contains("?") ? "&" : "?") + "tenant=" + name;
    return send(gateway.request(target), ask);
  }

  /** What the tenant hears from the operators' listener. */
  Reply sendToOperators(Ask ask) {
    return send(gateway.opsRequest(ask.target()), ask);
  }

  private Reply send(HttpRequest.Builder builder, Ask ask) {
    HttpRequest.Builder request =
        builder
            .header("X-Request-Id", "r")
            .header("Authorization", "Bearer " + token)
            .method(
                ask.method(),
                ask.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    ask.body().ifPresent(body -> request.header("Content-Type", "application/json"));
    ask.headers().forEach(request::header);
    return Reply.of(gateway.send(request.build()));
  }

  Reply get(String target) {
    return send(Ask.of("GET", target));
  }
}

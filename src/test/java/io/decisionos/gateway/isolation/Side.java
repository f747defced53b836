package io.decisionos.gateway.isolation;

import io.decisionos.gateway.fixture.RunningGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** One tenant at the tenants' listener of a gateway. */
record Side(RunningGateway gateway, String tenant) {

  Reply send(Ask ask) {
    String target = ask.target() + (ask.target().contains("?") ? "&" : "?") + "tenant=" + tenant;
    HttpRequest.Builder request =
        gateway
            .request(target)
            .header("X-Request-Id", "r")
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

package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Brings alerts to the outcomes that need a receiver, or a silence that is there already. */
record AlertsCaller(OpenApi api, Path home, BiConsumer<Operation, RawHttp.Response> witness) {

  private Operation operation(String id) {
    return api.operations().stream()
        .filter(operation -> operation.json().getString("operationId").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private RawHttp.Response send(RunningGateway gateway, String id, String target)
      throws IOException {
    var request = DocumentedRequest.of(api, operation(id));
    var sent = target.isEmpty() ? request : request.at(target);
    RawHttp.Response response = RawHttp.exchange(gateway.opsPort(), sent.raw());
    witness.accept(operation(id), response);
    return response;
  }

  /** Tries a receiver that nobody answers for, and ends a silence. */
  void callAll() throws IOException {
    Path conf = Files.createDirectories(home.resolve("alerts/conf"));
    Files.writeString(
        conf.resolve("alerts.yaml"),
        """
        receivers: [{name: team, webhook: {url: "http://127.0.0.1:1/"}}]
        route: {receiver: team}
        rules: {Heartbeat: {enabled: true}}
        """);
    try (var gateway = RunningGateway.start(home.resolve("alerts"))) {
      send(gateway, "testReceiver", "");
      String id = new JsonObject(send(gateway, "silenceAlerts", "").body()).getString("id");
      send(gateway, "listSilences", "");
      send(gateway, "listAlerts", "");
      send(gateway, "deleteSilence", "/ops/alerts/silences/" + id);
    }
  }
}

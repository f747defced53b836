package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Brings gateways of its own into states that one polite caller never sees. */
final class Crowd {
  private static final int CALLERS = 640;
  // Whether the callers come before the worker is through is chance: one round in four does it.
  private static final int ROUNDS = 40;
  private static final int BUSY = 128;
  private static final int OVERVIEWS = 16;
  // As many labels as a call may have keep the worker busy for a good while.
  private static final String LONG_WORK =
      IntStream.range(0, 9_999)
          .mapToObj(i -> '"' + Integer.toString(i, 36) + "\":1")
          .reduce(
              new StringBuilder("{\"labels\":{"),
              (all, label) -> all.append(label).append(','),
              StringBuilder::append)
          .append("\"z\":1}}")
          .toString();

  private final OpenApi api;
  private final Path home;
  private final Sender sender = new Sender();

  Crowd(OpenApi api, Path home) {
    this.api = api;
    this.home = home;
  }

  private List<Operation> overlays() {
    return api.operations().stream()
        .filter(operation -> operation.json().getJsonArray("tags").contains("overlays"))
        .toList();
  }

  private Operation operation(String id) {
    return api.operations().stream()
        .filter(operation -> operation.json().getString("operationId").equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Has more callers ask than may wait, while the worker is busy. */
  void overload(BiConsumer<Operation, RawHttp.Response> witness) throws IOException {
    Operation elsewhere = operation("getSloStatus");
    for (Operation operation : overlays().stream().filter(o -> !o.equals(elsewhere)).toList()) {
      boolean crowded = false;
      // A gateway that has answered everybody once is not crowded by them again.
      for (int round = 0; round < ROUNDS && !crowded; round++) {
        try (var gateway = gateway("overload", Map.of("DECISIONOS_HTTP_PATIENCE_MS", "20000"))) {
          // Each tenant has one turn, so that work of many is what keeps the worker.
          Operation labels = operation("validateLabels");
          var busy =
              IntStream.range(0, BUSY).mapToObj(i -> send(gateway, work("t" + i, labels))).toList();
          var answers = crowd(gateway, operation);
          answers.forEach(answer -> witness.accept(operation, answer));
          crowded = answers.stream().anyMatch(answer -> answer.status() == 503);
          busy.forEach(CompletableFuture::join);
        }
      }
    }
  }

  /** Has more callers ask how their SLOs stand than may wait, while operators ask for all. */
  void overloadSlo(BiConsumer<Operation, RawHttp.Response> witness) throws IOException {
    Operation status = operation("getSloStatus");
    var overview = DocumentedRequest.of(api, operation("listSloStatus"));
    try (var gateway = gateway("slo", Map.of("DECISIONOS_HTTP_PATIENCE_MS", "20000"))) {
      boolean crowded = false;
      for (int round = 0; round < ROUNDS && !crowded; round++) {
        // Whoever was answered in an earlier round is one more of all.
        var busy =
            Stream.generate(() -> sender.send(gateway.opsPort(), overview))
                .limit(OVERVIEWS)
                .toList();
        var answers = crowd(gateway, status);
        answers.forEach(answer -> witness.accept(status, answer));
        crowded = answers.stream().anyMatch(answer -> answer.status() == 503);
        busy.forEach(CompletableFuture::join);
      }
    }
  }

  private List<RawHttp.Response> crowd(RunningGateway gateway, Operation operation) {
    return sender.sendAll(
        gateway.httpPort(), IntStream.range(0, CALLERS).mapToObj(i -> work("t" + i, operation)));
  }

  /** A request that takes its worker as long as one may. */
  private DocumentedRequest work(String tenant, Operation operation) {
    var request = as(tenant, operation);
    return operation.json().containsKey("requestBody") ? request.carrying(LONG_WORK) : request;
  }

  /** Has many ask at once with hardly any patience. */
  void timeOut(BiConsumer<Operation, RawHttp.Response> witness) throws IOException {
    try (var gateway = gateway("timeout", Map.of("DECISIONOS_HTTP_PATIENCE_MS", "1"))) {
      for (Operation operation : overlays()) {
        crowd(gateway, operation).forEach(answer -> witness.accept(operation, answer));
      }
    }
  }

  /** Asks for more reloads at once than may wait, while a file does not come to rest. */
  void reloadAllAtOnce(BiConsumer<Operation, RawHttp.Response> witness) throws IOException {
    Operation reload = operation("reloadTenants");
    try (var gateway = gateway("reload", Map.of("DECISIONOS_TENANTS_SETTLE_MS", "60000"))) {
      var request = DocumentedRequest.of(api, reload);
      sender
          .sendAll(gateway.opsPort(), Stream.generate(() -> request).limit(8))
          .forEach(answer -> witness.accept(reload, answer));
    }
  }

  /** Asks for readiness while the gateway drains. */
  void drain(BiConsumer<Operation, RawHttp.Response> witness) throws IOException {
    var gateway = gateway("drain", Map.of("DECISIONOS_SHUTDOWN_DELAY_MS", "3000"));
    var stopped = CompletableFuture.runAsync(gateway::close);
    for (Operation operation : api.operations()) {
      if (operation.path().equals("/readyz")) {
        boolean tenants = operation.listener().equals("tenants");
        int port = tenants ? gateway.httpPort() : gateway.opsPort();
        RawHttp.Response response;
        do {
          response = sender.send(port, DocumentedRequest.of(api, operation)).join();
          witness.accept(operation, response);
        } while (response.status() == 200);
      }
    }
    stopped.join();
  }

  private RunningGateway gateway(String name, Map<String, String> variables) throws IOException {
    Path tenants = Files.createDirectories(home.resolve(name).resolve("crowd"));
    for (int i = 0; i < CALLERS; i++) {
      Files.writeString(
          tenants.resolve("t" + i + ".yaml"), "tenant_id: t" + i + "\nname: T\nstatus: active\n");
    }
    var all = new HashMap<>(variables);
    all.put("DECISIONOS_TENANTS", tenants.toString());
    return RunningGateway.start(home.resolve(name), all);
  }

  private DocumentedRequest as(String tenant, Operation operation) {
    var request = DocumentedRequest.of(api, operation);
    return request.at(request.target().replace("acme-corp", tenant));
  }

  private CompletableFuture<RawHttp.Response> send(
      RunningGateway gateway, DocumentedRequest request) {
    return sender.send(gateway.httpPort(), request);
  }
}

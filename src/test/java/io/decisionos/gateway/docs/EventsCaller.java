package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Brings the log of events to the outcomes that need a past, a bound or a bad folder. */
final class EventsCaller {
  private static final int CALLERS = 320;
  private static final int ROUNDS = 5;

  private final OpenApi api;
  private final Path home;
  private final BiConsumer<Operation, RawHttp.Response> witness;
  private final Sender sender = new Sender();

  EventsCaller(OpenApi api, Path home, BiConsumer<Operation, RawHttp.Response> witness) {
    this.api = api;
    this.home = home;
    this.witness = witness;
  }

  private Operation append() {
    return api.operations().stream()
        .filter(operation -> operation.json().getString("operationId").equals("appendReasonEvents"))
        .findFirst()
        .orElseThrow();
  }

  /** Repeats, fills, loses and crowds. */
  void callAll() throws IOException {
    repeat();
    fill();
    lose();
    crowd();
  }

  private void send(RunningGateway gateway, DocumentedRequest request) throws IOException {
    witness.accept(append(), RawHttp.exchange(gateway.httpPort(), request.raw()));
  }

  private void repeat() throws IOException {
    try (var gateway = RunningGateway.start(home.resolve("repeated"))) {
      var keyed = DocumentedRequest.of(api, append()).with("Idempotency-Key: k");
      send(gateway, keyed);
      send(gateway, keyed);
      send(gateway, keyed.carrying("[]"));
      lookAtCards(gateway);
    }
  }

  /** Asks for every card once there is something on it. */
  private void lookAtCards(RunningGateway gateway) throws IOException {
    for (Operation operation : api.operations()) {
      if (operation.path().startsWith("/cards/")) {
        String request = DocumentedRequest.of(api, operation).raw();
        witness.accept(operation, RawHttp.exchange(gateway.httpPort(), request));
      }
    }
  }

  private void fill() throws IOException {
    var few = Map.of("DECISIONOS_EVENTS_MAX_REASONS", "1");
    try (var gateway = RunningGateway.start(home.resolve("filled"), few)) {
      send(gateway, DocumentedRequest.of(api, append()));
    }
  }

  private void lose() throws IOException {
    Path events = Files.createDirectories(home.resolve("unusable/var/events"));
    Files.createSymbolicLink(events.resolve("acme-corp"), Path.of("default"));
    try (var gateway = RunningGateway.start(home.resolve("unusable"))) {
      send(gateway, DocumentedRequest.of(api, append()));
    }
  }

  private void crowd() throws IOException {
    try (var gateway = RunningGateway.start(home.resolve("many"))) {
      var request = DocumentedRequest.of(api, append());
      boolean crowded = false;
      for (int round = 0; round < ROUNDS && !crowded; round++) {
        var answers =
            sender.sendAll(gateway.httpPort(), Stream.generate(() -> request).limit(CALLERS));
        answers.forEach(answer -> witness.accept(append(), answer));
        crowded = answers.stream().anyMatch(answer -> answer.status() == 503);
      }
    }
  }
}

package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;

/** Opens streams of events, and more of them than there may be. */
final class StreamsCaller {
  private static final String EVENTS = "Accept: text/event-stream";

  private final OpenApi api;
  private final Path home;
  private final BiConsumer<Operation, RawHttp.Response> witness;

  StreamsCaller(OpenApi api, Path home, BiConsumer<Operation, RawHttp.Response> witness) {
    this.api = api;
    this.home = home;
    this.witness = witness;
  }

  void open() throws IOException {
    openWith(home.resolve("streaming"), Map.of());
    openWith(home.resolve("stream-less"), Map.of("DECISIONOS_STREAMS_MAX_PER_TENANT", "0"));
  }

  private void openWith(Path directory, Map<String, String> variables) throws IOException {
    try (var gateway = RunningGateway.start(directory, variables)) {
      for (Operation operation : api.operations()) {
        if (operation.path().endsWith("/stream")) {
          boolean tenants = operation.listener().equals("tenants");
          int port = tenants ? gateway.httpPort() : gateway.opsPort();
          String request = DocumentedRequest.of(api, operation).with(EVENTS).raw();
          witness.accept(operation, RawHttp.exchange(port, request));
        }
      }
    }
  }
}

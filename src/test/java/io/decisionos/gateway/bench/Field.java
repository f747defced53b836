package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The servers that answer the hot read with the same bytes, all on core 0 and each at its best: the
 * bare handler first, on the transport that the gateway takes.
 */
record Field(List<Contestant> contestants) implements AutoCloseable {

  static final String TARGET = "/slo?tenant=bench";

  /** Where the gateway stands in the list. */
  static final int GATEWAY = 1;

  static Field start() throws IOException {
    var field = new Field(new ArrayList<>());
    try {
      field.fill();
    } catch (IOException | RuntimeException failed) {
      field.close();
      throw failed;
    }
    return field;
  }

  /** The gateway of another checkout, and this one's. */
  static Field beside(Path checkout) throws IOException {
    var field = new Field(new ArrayList<>());
    try {
      field.add("gateway of " + checkout, BenchGateway.start(checkout, Map.of()));
      field.add("gateway", BenchGateway.start(Map.of()));
    } catch (IOException | RuntimeException failed) {
      field.close();
      throw failed;
    }
    return field;
  }

  private void add(String name, ServerProcess gateway) throws IOException {
    contestants.add(new Contestant(name, gateway, new ClosedLoop(gateway.port("http"), TARGET)));
  }

  private void fill() throws IOException {
    ServerProcess gateway = BenchGateway.start(Map.of());
    add("gateway", gateway);
    String body = BenchGateway.get(gateway, TARGET);
    contestants.add(0, bare(body));
    for (NginxPeer.Kind kind : NginxPeer.Kind.values()) {
      NginxPeer.start(kind, body, TARGET).ifPresent(contestants::add);
    }
  }

  private static Contestant bare(String body) throws IOException {
    var server = ServerProcess.java(List.of(BareServer.class.getName(), body, "native"), Map.of());
    return new Contestant(
        "bare Vert.x handler", server, new ClosedLoop(server.port("http"), TARGET));
  }

  @Override
  public void close() {
    contestants.forEach(Contestant::close);
  }
}

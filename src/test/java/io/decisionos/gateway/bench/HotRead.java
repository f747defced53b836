package io.decisionos.gateway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code GET /slo} of the gateway beside servers that return the same bytes. */
final class HotRead {
  private static final String TARGET = "/slo?tenant=bench";

  private final Rounds rounds;

  HotRead(Rounds rounds) {
    this.rounds = rounds;
  }

  /** Measures and prints. */
  void print() throws IOException {
    var contestants = new ArrayList<Contestant>();
    try (var gateway = BenchGateway.start(Map.of())) {
      String body = BenchGateway.get(gateway, TARGET);
      Report.line("GET /slo");
      Report.line("");
      contestants.add(bare("bare Vert.x handler", body, "jdk"));
      contestants.add(bare("the same on the native transport", body, "native"));
      contestants.add(
          new Contestant("gateway", gateway, new ClosedLoop(gateway.port("http"), TARGET)));
      NginxPeer.start(body, TARGET).ifPresent(contestants::add);
      rounds.compare(contestants);
      Report.line("");
      Report.line(
          "nginx answers from a table of finished texts in one C process. What it does less than the gateway: no timing by route and status, no reload, no trace context.");
    } finally {
      for (Contestant one : contestants) {
        one.close();
      }
    }
  }

  private static Contestant bare(String name, String body, String transport) throws IOException {
    var server = ServerProcess.java(List.of(BareServer.class.getName(), body, transport), Map.of());
    return new Contestant(name, server, new ClosedLoop(server.port("http"), TARGET));
  }
}

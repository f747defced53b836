package io.decisionos.gateway.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code GET /slo} without traces, and with one request in a hundred traced and told to a receiver
 * beside the load.
 */
record TracedRead(Rounds rounds) {
  /** The thread that tells of them, once a second and so in anybody's turn. */
  private static final String TELLER = "traces";

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo of one gateway without and with traces of one request in a hundred");
    Report.line("");
    var batches = new AtomicLong();
    var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", exchange -> take(exchange, batches));
    receiver.start();
    Map<String, String> traced =
        Map.of(
            "DECISIONOS_TRACES_ENDPOINT",
            "http://127.0.0.1:" + receiver.getAddress().getPort(),
            "DECISIONOS_TRACES_SAMPLE",
            "0.01");
    try (var gateway = BenchGateway.ofClasses(Replacements.untraced(), traced)) {
      new LeftAlone(rounds).compare(gateway);
      Report.line("");
      Report.line(
          "Telling of them took %.4f of the process's time; a third of its requests are with",
          gateway.cpuSeconds(TELLER) / gateway.cpuSeconds());
    } finally {
      receiver.stop(0);
    }
    if (batches.get() == 0) {
      throw new IllegalStateException("no trace was told");
    }
  }

  private static void take(HttpExchange exchange, AtomicLong batches) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    batches.incrementAndGet();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}

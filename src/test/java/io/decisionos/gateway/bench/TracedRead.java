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

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo without and with traces of one request in a hundred");
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
    try {
      new TwoStarts(() -> BenchGateway.start(Map.of()), () -> BenchGateway.start(traced))
          .compare(rounds);
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

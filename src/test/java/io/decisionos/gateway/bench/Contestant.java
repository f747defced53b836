package io.decisionos.gateway.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A server in the comparison, and the load on it. What is measured is requests for each second that
 * the server's process was on its core, which noise on the machine disturbs least.
 */
record Contestant(String name, ServerProcess server, ClosedLoop load) implements AutoCloseable {

  /** One round. */
  double perCpuSecond(long seconds) throws IOException {
    double before = server.cpuSeconds();
    long answers = load.run(TimeUnit.SECONDS.toNanos(seconds));
    return answers / (server.cpuSeconds() - before);
  }

  @Override
  public void close() {
    server.close();
  }
}

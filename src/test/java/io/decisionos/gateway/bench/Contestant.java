package io.decisionos.gateway.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * A server in the comparison, and the load on it. What is measured is requests for each second that
 * the server's process was on its core, which noise on the machine disturbs least.
 */
record Contestant(String name, ServerProcess server, ClosedLoop load) implements AutoCloseable {

  /** What it did in a while, and the seconds that its process was on its core for that. */
  record Work(long answers, double cpuSeconds) {
    static final Work NONE = new Work(0, 0);

    Work and(Work more) {
      return new Work(answers + more.answers, cpuSeconds + more.cpuSeconds);
    }

    double perCpuSecond() {
      return answers / cpuSeconds;
    }
  }

  /** Loads it for so long. */
  Work work(Duration time) throws IOException {
    double before = server.cpuSeconds();
    long answers = load.run(time.toNanos());
    return new Work(answers, server.cpuSeconds() - before);
  }

  @Override
  public void close() {
    server.close();
  }
}

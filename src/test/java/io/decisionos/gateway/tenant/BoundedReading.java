package io.decisionos.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.decisionos.gateway.config.Fault;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;

/** Reads a file as the gateway does, and insists that it ends soon. */
final class BoundedReading {
  private BoundedReading() {}

  /** Reads within a second of this thread's own time, however busy the machine is. */
  static TenantFile read(byte[] bytes) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          ThreadMXBean threads = ManagementFactory.getThreadMXBean();
          long begin = threads.getCurrentThreadCpuTime();
          TenantFile file = new TenantReader().read("t.yaml", bytes);
          assertThat(threads.getCurrentThreadCpuTime() - begin)
              .isLessThan(Duration.ofSeconds(1).toNanos());
          return file;
        });
  }

  static List<Fault> faults(String text) {
    TenantFile file = read(text.getBytes(UTF_8));
    assertThat(file).isInstanceOf(TenantFile.Broken.class);
    return ((TenantFile.Broken) file).faults();
  }
}

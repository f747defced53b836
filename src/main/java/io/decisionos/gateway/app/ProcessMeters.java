package io.decisionos.gateway.app;

import com.sun.management.UnixOperatingSystemMXBean;
import io.decisionos.gateway.text.Version;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What scrapers learn of the process and its JVM, under the names that Prometheus's own clients
 * give: dashboards that exist know them. Thread-safe.
 */
final class ProcessMeters {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d+) kB$");
  private static final int KILO = 1024;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final MeterRegistry meters;

  private ProcessMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Registers all of them; loads the JVM's own meters, which takes some 10 ms. */
  static void bind(MeterRegistry meters) {
    var process = new ProcessMeters(meters);
    process.build();
    process.system();
    process.memory("heap", () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
    process.memory("nonheap", () -> ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
    process.jvm();
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(meters);
  }

  private void build() {
    Gauge.builder("gateway.build.info", () -> 1)
        .description("1; which gateway this is, and on which Java")
        .tag("version", Version.text())
        .tag("java", System.getProperty("java.version"))
        .register(meters);
  }

  private void system() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    gauge(
        "process.start.time.seconds",
        "When the process began, in Unix time",
        () -> runtime.getStartTime() / MILLIS);
    if (STATUS.toFile().exists()) {
      gauge("process.resident.memory.bytes", "Memory held", ProcessMeters::resident);
    }
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      FunctionCounter.builder("process.cpu.seconds", unix, bean -> bean.getProcessCpuTime() / NANOS)
          .description("Processor time spent")
          .register(meters);
      gauge("process.open.fds", "Files and sockets open", unix::getOpenFileDescriptorCount);
      gauge("process.max.fds", "The most that may be open", unix::getMaxFileDescriptorCount);
    }
  }

  private static Number resident() {
    try {
      Matcher found = RESIDENT.matcher(Files.readString(STATUS));
      return found.find() ? Long.parseLong(found.group(1)) * KILO : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private void memory(String area, Supplier<MemoryUsage> usage) {
    memory("jvm.memory.used.bytes", area, usage, MemoryUsage::getUsed);
    memory("jvm.memory.committed.bytes", area, usage, MemoryUsage::getCommitted);
    memory("jvm.memory.max.bytes", area, usage, MemoryUsage::getMax);
  }

  private void memory(
      String name, String area, Supplier<MemoryUsage> usage, ToLongFunction<MemoryUsage> part) {
    Gauge.builder(name, () -> part.applyAsLong(usage.get()))
        .description("The JVM's memory; -1 for no limit")
        .tag("area", area)
        .register(meters);
  }

  private void jvm() {
    var threads = ManagementFactory.getThreadMXBean();
    gauge("jvm.threads.current", "Threads alive", threads::getThreadCount);
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      FunctionTimer.builder(
              "jvm.gc.collection",
              collector,
              GarbageCollectorMXBean::getCollectionCount,
              GarbageCollectorMXBean::getCollectionTime,
              TimeUnit.MILLISECONDS)
          .description("Collections, and the time they took")
          .tag("gc", collector.getName())
          .register(meters);
    }
  }
}

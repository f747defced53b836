package io.decisionos.gateway.cli;

import com.sun.management.OperatingSystemMXBean;
import io.decisionos.gateway.capacity.CapacityModel.Machine;
import io.decisionos.gateway.capacity.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gateways and the load tool as processes, in a folder that goes with this. They are ended with
 * this process, however that ends.
 */
final class ProcessBench implements Bench, AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready http=(\\S+) ");
  private static final long START_SECONDS = 30;
  private static final long STOP_SECONDS = 20;
  private static final long BEYOND_SECONDS = 120;
  private static final List<String> COPIED = List.of("slo.yaml", "labels.yaml", "cards.yaml");

  private final Path folder;
  private final Path conf;
  private final List<Process> running = new ArrayList<>();
  private final Thread ender = new Thread(this::endAll, "calibration-end");
  private JsonObject described = new JsonObject();

  private ProcessBench(Path folder, Path conf) {
    this.folder = folder;
    this.conf = conf;
    Runtime.getRuntime().addShutdownHook(ender);
  }

  /** Makes the folder and a configuration of its own, which knows no receivers and no keys. */
  static ProcessBench prepare(Path conf) throws IOException {
    for (String name : COPIED) {
      if (!Files.isReadable(conf.resolve(name))) {
        throw new IOException(conf.resolve(name) + ": found nothing to read, expected the file");
      }
    }
    Path folder = Files.createTempDirectory("decisionos-calibration");
    var bench = new ProcessBench(folder, folder.resolve("conf"));
    Files.createDirectories(bench.conf);
    for (String name : COPIED) {
      Files.copy(conf.resolve(name), bench.conf.resolve(name));
    }
    Path tenants = Files.createDirectories(folder.resolve("tenants"));
    for (Kind kind : Kind.values()) {
      Files.writeString(
          tenants.resolve(kind.word() + ".yaml"),
          "tenant_id: %1$s%nname: %1$s%nstatus: active%n".formatted(kind.word()));
    }
    return bench;
  }

  @Override
  public Site open(int loops) throws IOException {
    Files.writeString(
        conf.resolve("gateway.yaml"),
        "http: {port: 0, event_loops: %d}%nops: {port: 0}%noverload: {target_ms: 0}%n"
            .formatted(loops));
    Path data = folder.resolve("data-" + loops);
    Path log = folder.resolve("gateway-" + loops + ".log");
    var builder = new ProcessBuilder(Programs.gateway());
    builder.environment().keySet().removeIf(name -> name.startsWith("DECISIONOS_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "DECISIONOS_CONF", conf.toString(),
                "DECISIONOS_TENANTS", folder.resolve("tenants").toString(),
                "DECISIONOS_DATA", data.toString()));
    Process process = begin(builder, log);
    return new ProcessSite(process, "http://" + ready(process, log), folder);
  }

  private Process begin(ProcessBuilder builder, Path log) throws IOException {
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    synchronized (running) {
      running.add(process);
    }
    return process;
  }

  /** The address at which callers can come. */
  private static String ready(Process process, Path log) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    try {
      while (System.nanoTime() < end) {
        Matcher line = READY.matcher(Files.readString(log));
        if (line.find()) {
          return line.group(1);
        }
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IOException("the gateway to measure did not start: " + last(log));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
    throw new IOException("the gateway to measure was not ready within " + START_SECONDS + " s");
  }

  private static String last(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }

  @Override
  public Machine machine() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        described.getString("os", System.getProperty("os.name")),
        described.getString("cpu", System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        System.getProperty("java.version"));
  }

  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(ender);
    } catch (IllegalStateException e) {
      // The process ends already, and the hook has done the same.
      return;
    }
  }

  private void endAll() {
    synchronized (running) {
      running.forEach(ProcessBench::end);
      running.clear();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // The system clears its folder of temporary files.
      return;
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** One gateway. */
  private final class ProcessSite implements Site {
    private final Process process;
    private final String target;
    private final Path reports;
    private int played;

    ProcessSite(Process process, String target, Path reports) {
      this.process = process;
      this.target = target;
      this.reports = reports;
    }

    @Override
    public String target() {
      return target;
    }

    @Override
    public JsonObject play(JsonObject scenario, double warmUp) throws IOException {
      String name = "run-" + process.pid() + "-" + played++;
      Path file = reports.resolve(name + ".json");
      Path report = Files.createDirectories(reports.resolve(name));
      Path log = reports.resolve(name + ".log");
      Files.writeString(file, scenario.encode());
      List<String> command = new ArrayList<>(Programs.load());
      command.addAll(List.of(file.toString(), "--report", report.toString()));
      command.addAll(List.of("--warm-up", String.format(Locale.ROOT, "%.1f", warmUp)));
      Process tool = begin(new ProcessBuilder(command), log);
      await(tool, scenario);
      Path written = report.resolve("report.json");
      if (!Files.exists(written)) {
        throw new IOException("the load tool left no report: " + last(log));
      }
      var json = new JsonObject(Files.readString(written));
      described = json.getJsonObject("machine", described);
      return json;
    }

    private void await(Process tool, JsonObject scenario) throws IOException {
      double seconds =
          scenario.getJsonArray("phases", new JsonArray()).stream()
              .mapToDouble(phase -> ((JsonObject) phase).getDouble("seconds"))
              .sum();
      try {
        if (!tool.waitFor((long) seconds + BEYOND_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("the load tool did not end");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted");
      }
    }

    @Override
    public long peakBytes() throws IOException {
      Path status = Path.of("/proc/" + process.pid() + "/status");
      if (!Files.exists(status)) {
        return 0;
      }
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kib -> Long.parseLong(kib) << 10)
          .findFirst()
          .orElse(0);
    }

    @Override
    public void close() {
      end(process);
    }
  }
}

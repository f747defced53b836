package io.decisionos.gateway.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own on cores of its own, with the kernel's account of it. */
final class ServerProcess implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final long PATIENCE_SECONDS = 30;
  private static final List<String> USERS_SWITCHES = List.of("@src/dist/lib/serve.options");

  private final Process process;
  private final String ready;

  private ServerProcess(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Starts a main class on core 0, with the JVM's own switches, and waits for its ready line. */
  static ServerProcess java(List<String> mainAndArguments, Map<String, String> variables)
      throws IOException {
    return onFirstCore(javaCommand(List.of(), mainAndArguments), variables);
  }

  /** Starts a command on core 0 and waits for its ready line. */
  static ServerProcess onFirstCore(List<String> command, Map<String, String> variables)
      throws IOException {
    return saysReady(onCores("0", command), variables);
  }

  /** Starts a main class on any core, with the JVM's switches that users get. */
  static ServerProcess asUsersDo(String main, Map<String, String> variables) throws IOException {
    return saysReady(javaCommand(USERS_SWITCHES, List.of(main)), variables);
  }

  /**
   * Starts a main class on core 0, with the JVM's switches that users get and classes of which
   * those in a folder come first.
   */
  static ServerProcess ofClasses(Path folder, String main, Map<String, String> variables)
      throws IOException {
    String all = folder + File.pathSeparator + System.getProperty("java.class.path");
    return onFirstCore(javaCommand(USERS_SWITCHES, all, List.of(main)), variables);
  }

  private static List<String> javaCommand(List<String> switches, List<String> mainAndArguments) {
    return javaCommand(switches, System.getProperty("java.class.path"), mainAndArguments);
  }

  private static List<String> javaCommand(
      List<String> switches, String classes, List<String> mainAndArguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(switches);
    command.addAll(List.of("-cp", classes));
    command.addAll(mainAndArguments);
    return command;
  }

  private static List<String> onCores(String cores, List<String> command) {
    var whole = new ArrayList<>(List.of("taskset", "-c", cores));
    whole.addAll(command);
    return whole;
  }

  /**
   * Starts a command on two cores, as on one a JVM chooses another collector, and waits for its
   * ready line.
   */
  static ServerProcess command(List<String> command, Map<String, String> variables)
      throws IOException {
    return saysReady(onCores("0-1", command), variables);
  }

  private static ServerProcess saysReady(List<String> command, Map<String, String> variables)
      throws IOException {
    Process process = start(command, variables);
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith("ready")) {
      process.destroy();
      throw new IllegalStateException(
          "no ready line of " + command.get(command.size() - 1) + " but: " + line);
    }
    return new ServerProcess(process, line);
  }

  /** Starts a command on core 0 that says nothing when it is ready. */
  static ServerProcess silent(List<String> command) throws IOException {
    return new ServerProcess(start(onCores("0", command), Map.of()), "");
  }

  private static Process start(List<String> command, Map<String, String> variables)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** The port that the ready line gives under a name. */
  int port(String name) {
    return Integer.parseInt(ready.replaceAll(".*\\b" + name + "=127\\.0\\.0\\.1:(\\d+).*", "$1"));
  }

  /** The seconds of CPU that the process has used so far, user and system. */
  double cpuSeconds() throws IOException {
    return cpuSeconds(process.pid());
  }

  /** The same of those of its threads whose names begin so, in the kernel's finer account. */
  double cpuSeconds(String threads) throws IOException {
    double nanos = 0;
    try (Stream<Path> tasks = Files.list(proc(process.pid(), "task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).startsWith(threads)) {
          nanos += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
        }
      }
    }
    return nanos / TimeUnit.SECONDS.toNanos(1);
  }

  /** The same of any process. */
  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(proc(pid, "stat"));
    // The fields after the name, which may itself hold spaces.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return (Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(SYSTEM_TICKS)))
        / TICKS_PER_SECOND;
  }

  /** The resident memory, in megabytes. */
  double residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(proc(process.pid(), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IllegalStateException("the process is gone");
  }

  private static Path proc(long pid, String file) {
    return Path.of("/proc", String.valueOf(pid), file);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

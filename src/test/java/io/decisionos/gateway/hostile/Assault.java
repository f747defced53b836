package io.decisionos.gateway.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An attack in a process of its own, on the core of whoever measures and behind it at all times:
 * elsewhere attackers have machines of their own, and take no time of their victims'.
 */
final class Assault implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 70;

  private final Attack attack;
  private final Besieged gateway;
  private Optional<Footprint> before = Optional.empty();
  private Optional<Process> process = Optional.empty();

  /** It has not begun. */
  Assault(Attack attack, Besieged gateway) {
    this.attack = attack;
    this.gateway = gateway;
  }

  /** Begins, unless it has. */
  void begin() throws IOException {
    if (process.isPresent()) {
      return;
    }
    before = Optional.of(gateway.footprint());
    var command = new ArrayList<>(List.of("chrt", "--idle", "0"));
    command.addAll(Cores.measuring());
    command.addAll(Cores.java());
    command.addAll(
        List.of(
            "-Xmx1g", Assault.class.getName(), attack.resource(), String.valueOf(gateway.port())));
    process =
        Optional.of(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What the gateway had before it. */
  Footprint before() {
    return before.orElseThrow();
  }

  /** Strikes at a port until standard input ends, and says then what came of it. */
  public static void main(String[] arguments) throws IOException {
    Attack attack =
        Attacks.all().stream()
            .filter(one -> one.resource().equals(arguments[0]))
            .findFirst()
            .orElseThrow();
    try (var battery = Battery.open(attack, Integer.parseInt(arguments[1]))) {
      System.in.transferTo(OutputStream.nullOutputStream());
      System.out.println(battery);
    }
  }

  /** Ends it; what came of it. */
  String end() throws IOException, InterruptedException {
    Process running = process.orElseThrow();
    running.getOutputStream().close();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || running.exitValue() != 0) {
      throw new IOException("the attack did not end as it should: " + said);
    }
    return said.strip();
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
  }
}

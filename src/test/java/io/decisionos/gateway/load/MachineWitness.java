package io.decisionos.gateway.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Sleeps on each core in a process of its own, before all others in turn: what holds that up is the
 * machine, and no doing of a tool's. Needs chrt and taskset of Linux, and the right to use them.
 */
final class MachineWitness implements AutoCloseable {
  private static final long SLEEP_NANOS = 1_000_000;
  private static final long HELD_UP_NANOS = 1_000_000;
  private static final double SECOND_MS = 1000;

  /** A hundredth of what arrives in a second arrives in so long. */
  private static final double HUNDREDTH_MS = 10;

  private static final double STEP_MS = 0.1;

  private final List<Process> sleepers = new ArrayList<>();
  private final Queue<Hold> holds = new ConcurrentLinkedQueue<>();

  /** For how long a sleeper was held up, and when that was over. */
  private record Hold(double endMillis, double millis) {}

  static MachineWitness start() throws IOException {
    var witness = new MachineWitness();
    for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
      witness.sleepOn(core);
    }
    return witness;
  }

  private void sleepOn(int core) throws IOException {
    Process sleeper =
        new ProcessBuilder(
                "chrt",
                "-f",
                "50",
                "taskset",
                "-c",
                String.valueOf(core),
                System.getProperty("java.home") + "/bin/java",
                "-Xint",
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                MachineWitness.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    sleepers.add(sleeper);
    var reader = new Thread(() -> read(sleeper.inputReader()), "witness-" + core);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader lines) {
    lines
        .lines()
        .map(line -> line.split(" "))
        .forEach(
            hold -> holds.add(new Hold(Double.parseDouble(hold[0]), Double.parseDouble(hold[1]))));
  }

  /**
   * By how much the machine alone held up the slowest hundredth of what came in any one second
   * since a moment, in milliseconds.
   */
  double heldUpSince(Instant moment) {
    double from = (double) moment.toEpochMilli();
    List<Hold> since = holds.stream().filter(hold -> hold.endMillis() >= from).toList();
    return since.stream().mapToDouble(first -> slowestHundredth(since, first)).max().orElse(0);
  }

  private static double slowestHundredth(List<Hold> all, Hold first) {
    double from = first.endMillis();
    double[] within =
        all.stream()
            .filter(hold -> hold.endMillis() >= from && hold.endMillis() < from + SECOND_MS)
            .mapToDouble(Hold::millis)
            .toArray();
    double millis = 0;
    while (longerThan(within, millis + STEP_MS) >= HUNDREDTH_MS) {
      millis += STEP_MS;
    }
    return millis;
  }

  /** For how long whoever came then had to wait for longer than that. */
  private static double longerThan(double[] holds, double millis) {
    double sum = 0;
    for (double hold : holds) {
      sum += Math.max(0, hold - millis);
    }
    return sum;
  }

  @Override
  public void close() {
    sleepers.forEach(Process::destroyForcibly);
  }

  /** A sleeper: tells when it was held up, in milliseconds since the epoch, and for how long. */
  public static void main(String[] none) {
    while (true) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(SLEEP_NANOS);
      long late = System.nanoTime() - begin - SLEEP_NANOS;
      if (late > HELD_UP_NANOS) {
        System.out.println(System.currentTimeMillis() + " " + late / 1e6);
      }
    }
  }
}

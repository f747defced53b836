package io.decisionos.gateway.storage.history;

import io.decisionos.gateway.app.Environment;
import io.decisionos.gateway.app.Gateway;
import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.fixture.FaultyDisk;
import io.decisionos.gateway.storage.SteppedClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A gateway in a process of its own, on a machine whose clock steps and whose disk fills up as its
 * standard input says: {@code clock MILLIS}, {@code disk BYTES}. It ends with its input.
 */
public final class TroubledMachine {
  private TroubledMachine() {}

  /**
   * Serves until the input ends.
   *
   * @param arguments how far the clock is ahead, in milliseconds
   */
  public static void main(String[] arguments) throws IOException {
    var clock = new SteppedClock();
    clock.ahead(Duration.ofMillis(Long.parseLong(arguments[0])));
    var disk = new FaultyDisk();
    new Gateway(new Environment(System.getenv()), new Machine(clock, disk))
        .start(
            started ->
                System.out.printf(
                    "ready http=127.0.0.1:%d ops=127.0.0.1:%d troubled%n",
                    started.httpPort(), started.opsPort()))
        .onFailure(TroubledMachine::giveUp);
    obey(clock, disk);
    Runtime.getRuntime().halt(0);
  }

  private static void giveUp(Throwable cause) {
    System.err.println("cannot start: " + cause);
    Runtime.getRuntime().halt(1);
  }

  private static void obey(SteppedClock clock, FaultyDisk disk) throws IOException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] order = line.split(" ", 2);
      long number = Long.parseLong(order[1]);
      switch (order[0]) {
        case "clock" -> clock.ahead(Duration.ofMillis(number));
        case "disk" -> disk.fillUpAfter(number);
        default -> throw new IllegalArgumentException(line);
      }
    }
  }
}

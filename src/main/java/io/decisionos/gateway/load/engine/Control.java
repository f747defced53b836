package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.ControlWatch;
import io.decisionos.gateway.load.measure.Sample.Origin;
import io.decisionos.gateway.load.scenario.Scenario.Wire;
import java.util.concurrent.TimeUnit;

/**
 * Sends some of what the run sends a second time, due at the same moment and through the same loop,
 * to a server that does nothing. Confined to the run's event loop.
 *
 * <p>It is one more connection of the run, with a queue of its own: it takes one in as many
 * arrivals as there are connections. So its connection is asked for as much as each of the others,
 * and if the tool cannot keep up its queue grows as theirs does, but never because the target is
 * slow. Where arrivals are few it takes more of them, up to one every 5 ms, to have enough to tell.
 */
final class Control {

  private static final long MICRO = 1000;
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Origin NOWHERE = new Origin(0, 0, 0);

  private final Lines line;
  private final int connections;
  private final ControlWatch watch;
  private long last = System.nanoTime() - SOON;
  private long arrivals;

  /**
   * A control that has sent nothing yet.
   *
   * @param line one connection to a server that does nothing
   * @param wire how the run reaches its target
   */
  Control(Lines line, Wire wire, ControlWatch watch) {
    this.line = line;
    this.connections = wire.connections();
    this.watch = watch;
  }

  /** Tells of an arrival just before it is sent; its control, if it gets one, goes first. */
  void arrival(Shot shot, long intended, boolean measured) {
    arrivals++;
    if (arrivals >= connections || intended - last >= SOON) {
      long standsFor = arrivals;
      arrivals = 0;
      last = intended;
      line.submit(
          new Exchange(
              NOWHERE,
              shot,
              intended,
              Exchange.Listener.ofEnd((ended, outcome) -> note(ended, standsFor, measured))));
    }
  }

  private void note(Exchange ended, long standsFor, boolean measured) {
    if (measured) {
      watch.control((System.nanoTime() - ended.intended()) / MICRO, standsFor);
    }
  }

  void sweep(long now) {
    line.sweep(now);
  }

  /** How many of its requests have not ended. */
  int inFlight() {
    return line.inFlight();
  }
}

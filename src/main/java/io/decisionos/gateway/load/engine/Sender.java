package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.engine.LoadRun.Instruments;
import io.decisionos.gateway.load.measure.Sample;
import io.decisionos.gateway.load.measure.Sample.Origin;
import io.decisionos.gateway.load.scenario.Scenario;
import java.util.function.Consumer;

/** Turns what is due into requests, and their ends into samples. Confined to the event loop. */
final class Sender {

  private static final long MICRO = 1000;

  private final Shots shots;
  private final Instruments with;
  private long sent;

  Sender(Shots shots, Instruments with) {
    this.shots = shots;
    this.with = with;
  }

  /**
   * Sends a request of the mix for a tenant.
   *
   * @param slot the phase and tenant that it belongs to
   * @param intended when it was due, from which its latency counts
   * @param then told how it ended
   */
  void send(Slot slot, long intended, Consumer<Outcome> then) {
    Shot shot = shots.next(slot.tenant);
    var origin = new Origin(slot.phase, slot.tenant, shot.request());
    sent++;
    with.control().arrival(shot, intended, slot.measured);
    with.lines().submit(new Exchange(origin, shot, intended, new Recording(slot, then)));
  }

  /** Whether the run has sent all that a run may; only a closed phase can come to that. */
  boolean isSpent() {
    return sent >= Scenario.MOST_REQUESTS;
  }

  /** Writes down when a request left and how it ended. */
  private final class Recording implements Exchange.Listener {
    private final Slot slot;
    private final Consumer<Outcome> then;

    Recording(Slot slot, Consumer<Outcome> then) {
      this.slot = slot;
      this.then = then;
    }

    @Override
    public void left(Exchange exchange) {
      with.ledger().timeline().sent();
      if (slot.measured) {
        with.watch().left(exchange.late() / MICRO, exchange.lateByTool() / MICRO);
      }
    }

    @Override
    public void ended(Exchange exchange, Outcome outcome) {
      long now = System.nanoTime();
      var sample =
          new Sample(
              exchange.origin(),
              outcome.kind(),
              outcome.status(),
              (now - exchange.intended()) / MICRO,
              (now - exchange.sent()) / MICRO);
      with.ledger().add(sample);
      if (!outcome.fault().isEmpty()) {
        with.ledger().fault(exchange.origin(), outcome.fault());
      }
      if (with.ledger().isReported(sample)) {
        with.watch().control().reported(sample.latencyMicros());
      }
      then.accept(outcome);
    }
  }

  /** Where a request belongs. */
  record Slot(int phase, int tenant, boolean measured) {}
}

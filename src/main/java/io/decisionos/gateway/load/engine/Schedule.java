package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.engine.LoadRun.Instruments;
import io.decisionos.gateway.load.engine.Sender.Slot;
import io.decisionos.gateway.load.scenario.Phase;
import io.decisionos.gateway.load.scenario.Scenario;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Plays a scenario's phases, each from its own time on the clock, so that no phase's delay adds to
 * the next. Confined to the run's event loop.
 */
final class Schedule implements Pulse.Listener {

  private static final double NANOS = 1e9;

  private final Loop loop;
  private final Scenario scenario;
  private final Instruments with;
  private final SplittableRandom random;
  private final Sender sender;
  private final Promise<OptionalDouble> drained = Promise.promise();
  private Phase phase;
  private Phase phaseOfSecond;
  private boolean draining;
  private boolean stopped;
  private long start = System.nanoTime();

  Schedule(Loop loop, Scenario scenario, Instruments with) {
    this.loop = loop;
    this.scenario = scenario;
    this.with = with;
    this.random = new SplittableRandom(scenario.seed());
    this.sender = new Sender(new Shots(scenario.mix(), random.split()), with);
    this.phase = scenario.plan().phases().get(0);
    this.phaseOfSecond = phase;
  }

  /**
   * Completes when the last phase is over and every request has ended; with the seconds that it
   * lasted if it was stopped before.
   */
  Future<OptionalDouble> run() {
    start = System.nanoTime();
    var pulse = new Pulse(loop, this);
    pulse.start();
    List<Phase> phases = scenario.plan().phases();
    Future<Void> all = Future.succeededFuture();
    double seconds = 0;
    for (int i = 0; i < phases.size(); i++) {
      int place = i;
      long from = start + (long) (seconds * NANOS);
      seconds += phases.get(i).span().seconds();
      long to = start + (long) (seconds * NANOS);
      all = all.compose(before -> play(place, from, to));
    }
    all.onComplete(played -> drain(), drained::tryFail);
    return drained
        .future()
        .onSuccess(ended -> with.ledger().timeline().close())
        .onComplete(ended -> pulse.stop());
  }

  /** Ends it now: nothing more is sent, and what has not been answered is left. */
  void stop() {
    stopped = true;
    drained.tryComplete(OptionalDouble.of((System.nanoTime() - start) / NANOS));
  }

  private Future<Void> play(int place, long from, long to) {
    phase = scenario.plan().phases().get(place);
    boolean measured = phase.span().measured();
    if (phase instanceof Phase.Open open) {
      var arrivals = new Arrivals(open, scenario.mix().tenants(), random.split());
      return new Pacer(loop, arrivals, paced(place, measured)).run(from, to);
    }
    if (phase instanceof Phase.Closed closed) {
      new Crowd(loop, closed, crowded(place, measured), random.split()).run(to);
    }
    Promise<Void> over = Promise.promise();
    loop.at(to, over::complete);
    return over.future();
  }

  private Crowd.Target crowded(int place, boolean measured) {
    return (tenant, due, then) -> {
      if (!stopped && !sender.isSpent()) {
        sender.send(new Slot(place, tenant, measured), due, then);
      }
    };
  }

  private Pacer.Target paced(int place, boolean measured) {
    return new Pacer.Target() {
      @Override
      public void due(int tenant, long intended) {
        if (!stopped) {
          sender.send(new Slot(place, tenant, measured), intended, outcome -> {});
        }
      }

      @Override
      public void unsent() {
        if (measured) {
          with.watch().unsent();
        }
      }
    };
  }

  private void drain() {
    draining = true;
    completeWhenDrained();
  }

  private void completeWhenDrained() {
    if (draining && with.lines().inFlight() + with.control().inFlight() == 0) {
      drained.tryComplete(OptionalDouble.empty());
    }
  }

  private boolean measuring() {
    return phase.span().measured() && !draining;
  }

  @Override
  public void beat(long now, long lagMicros) {
    if (measuring()) {
      with.watch().lag(lagMicros);
    }
    with.lines().sweep(now);
    with.control().sweep(now);
    completeWhenDrained();
  }

  @Override
  public void second(double cpuShare) {
    if (measuring()) {
      with.watch().cpu(cpuShare);
    }
    with.watch().control().second();
    double elapsed = (System.nanoTime() - start) / NANOS;
    var row = with.ledger().timeline().close();
    String name = phaseOfSecond.span().name();
    with.progress().accept(new Progress(name, elapsed, row, with.lines().waiting()));
    phaseOfSecond = phase;
  }
}

package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Judge;
import io.decisionos.gateway.load.measure.Ledger;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.SelfWatch;
import io.decisionos.gateway.load.measure.Slo;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.Scenario.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run of a scenario, from the first connection to the last answer. Ends at most the scenario's
 * timeout after its last phase, whatever the target does. Runs on one event loop; {@link #run} may
 * be called from any thread, once.
 */
public final class LoadRun {

  private final Vertx vertx;
  private final Scenario scenario;
  private final Consumer<Progress> progress;
  private final Ledger ledger;
  private final SelfWatch watch = new SelfWatch();
  private final Promise<RunResult> result = Promise.promise();
  private final Promise<Void> stopped = Promise.promise();

  /**
   * @param progress told once a second, on the event loop: it must not block
   */
  public LoadRun(Vertx vertx, Scenario scenario, Consumer<Progress> progress) {
    this.vertx = vertx;
    this.scenario = scenario;
    this.progress = progress;
    this.ledger = new Ledger(scenario);
  }

  /** Runs it; completes with what was measured, even if the target never answered. */
  public Future<RunResult> run() {
    var context = (ContextInternal) vertx.getOrCreateContext();
    var loop = new Loop(context, result::tryFail);
    NothingServer.open()
        .onFailure(result::tryFail)
        .onSuccess(
            nothing ->
                context
                    .<Void>succeededFuture()
                    .compose(here -> perform(loop, nothing.uri()))
                    .eventually(nothing::close)
                    .onComplete(result::tryComplete, result::tryFail));
    return result.future();
  }

  /** Ends the run now: what was measured so far is its result. Any thread may call it. */
  public void stop() {
    stopped.tryComplete();
  }

  private Future<RunResult> perform(Loop loop, URI nothing) {
    Wire wire = scenario.wire();
    var dialer = new Dialer(vertx, wire);
    var lines = new Lines(dialer, wire);
    var controlWire = new Wire(nothing, 1, wire.timeout());
    var controlDialer = new Dialer(vertx, controlWire);
    var controlLine = new Lines(controlDialer, controlWire);
    var control = new Control(controlLine, wire, watch.control());
    var with = new Instruments(lines, control, ledger, watch, progress);
    return new SloSource(vertx, scenario)
        .ask()
        .compose(slos -> lines.open().compose(open -> controlLine.open()).map(slos))
        // What opens connections is compiled once it has opened many, which is about now.
        .compose(slos -> JitCompiler.rests(loop).map(slos))
        .compose(slos -> measure(new Schedule(loop, scenario, with), slos))
        .eventually(dialer::close)
        .eventually(controlDialer::close);
  }

  private Future<RunResult> measure(Schedule schedule, Map<String, Slo> slos) {
    var startedAt = Instant.now();
    stopped.future().onSuccess(now -> schedule.stop());
    return schedule
        .run()
        .map(
            early -> {
              var findings = new Judge(scenario, slos).judge(ledger);
              return new RunResult(scenario, startedAt, ledger, watch.report(), findings, early);
            });
  }

  /** What a schedule plays on and writes down to. */
  record Instruments(
      Lines lines, Control control, Ledger ledger, SelfWatch watch, Consumer<Progress> progress) {}
}

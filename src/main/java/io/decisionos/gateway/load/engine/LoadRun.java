package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Judge;
import io.decisionos.gateway.load.measure.Ledger;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.SelfWatch;
import io.decisionos.gateway.load.measure.Slo;
import io.decisionos.gateway.load.scenario.Scenario;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
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

  /**
   * @param progress told once a second, on the event loop: it must not block
   */
  public LoadRun(Vertx vertx, Scenario scenario, Consumer<Progress> progress) {
    this.vertx = vertx;
    this.scenario = scenario;
    this.progress = progress;
    this.ledger = new Ledger(scenario);
  }

  /** Runs it; completes with what was measured, also where the target never answered. */
  public Future<RunResult> run() {
    var context = (ContextInternal) vertx.getOrCreateContext();
    var loop = new Loop(context, result::tryFail);
    context
        .<Void>succeededFuture()
        .compose(here -> perform(loop))
        .onComplete(result::tryComplete, result::tryFail);
    return result.future();
  }

  private Future<RunResult> perform(Loop loop) {
    var dialer = new Dialer(vertx, scenario.wire());
    var lines = new Lines(dialer, scenario.wire());
    var schedule = new Schedule(loop, scenario, new Instruments(lines, ledger, watch, progress));
    return new SloSource(vertx, scenario)
        .ask()
        .compose(slos -> lines.open().compose(open -> measure(schedule, slos)))
        .eventually(dialer::close);
  }

  private Future<RunResult> measure(Schedule schedule, Map<String, Slo> slos) {
    var startedAt = Instant.now();
    return schedule
        .run()
        .map(
            ended -> {
              var findings = new Judge(scenario, slos).judge(ledger);
              return new RunResult(scenario, startedAt, ledger, watch.report(), findings);
            });
  }

  /** What a schedule plays on and writes down to. */
  record Instruments(Lines lines, Ledger ledger, SelfWatch watch, Consumer<Progress> progress) {}
}

package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.function.Consumer;

/** Runs scenarios in tests as the command line does. */
final class Runs {

  private Runs() {}

  /** A scenario written with single quotes. */
  static Scenario scenario(URI target, String json) {
    try {
      return ScenarioReader.read(json.replace('\'', '"')).against(target);
    } catch (InvalidScenario wrong) {
      throw new AssertionError(wrong);
    }
  }

  static RunResult run(Scenario scenario) {
    return run(scenario, vertx -> {});
  }

  /** Runs it on an event loop to which {@code disturbance} has access as well. */
  static RunResult run(Scenario scenario, Consumer<Vertx> disturbance) {
    var vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    try {
      disturbance.accept(vertx);
      return new LoadRun(vertx, scenario, progress -> {}).run().await();
    } finally {
      vertx.close().await();
    }
  }
}

package io.decisionos.gateway.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.engine.LoadRun;
import io.decisionos.gateway.load.engine.NothingServer;
import io.decisionos.gateway.load.engine.WarmUp;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.report.ProgressLine;
import io.decisionos.gateway.load.report.ReportPage;
import io.decisionos.gateway.load.report.Summary;
import io.decisionos.gateway.load.report.Terminal;
import io.decisionos.gateway.load.scenario.Scenario;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Help.Ansi;

/** A run from the command line: watched while it lasts, reported when it is over. */
final class Session implements AutoCloseable {

  private final PrintStream out;
  private final Interruption interruption = new Interruption();

  Session(PrintStream out) {
    this.out = out;
  }

  /** Warms up, then runs. */
  RunResult run(Scenario scenario, Duration warmUp) {
    return run(scenario, warmUp, () -> {});
  }

  /**
   * Warms up, then runs.
   *
   * @param warmUp how long the warm-up may last; zero leaves it out
   * @param warm called between both
   */
  RunResult run(Scenario scenario, Duration warmUp, Runnable warm) {
    // One event loop: one core is what the tool may use, and what it says it used.
    var vertx = NothingServer.oneLoop();
    warm(vertx, scenario, warmUp);
    warm.run();
    var line = new ProgressLine(out, Ansi.AUTO.enabled(), scenario.plan().seconds());
    // The loop waits for no terminal: what one that takes nothing held up would be the target's.
    ExecutorService teller = Executors.newSingleThreadExecutor();
    try {
      var run = new LoadRun(vertx, scenario, now -> teller.execute(() -> line.show(now)));
      interruption.ends(run::stop);
      return run.run().await();
    } finally {
      CompletableFuture.runAsync(line::end, teller).join();
      teller.shutdown();
      vertx.close().await();
    }
  }

  private void warm(Vertx vertx, Scenario scenario, Duration most) {
    if (most.isZero()) {
      return;
    }
    out.println("warming up the tool itself, at most " + most.toSeconds() + " s ...");
    boolean warm = new WarmUp(vertx, scenario, interruption::hasHappened).run(most);
    if (!warm && !interruption.hasHappened()) {
      out.println(
          "not warm after " + most.toSeconds() + " s: the control tells whether it matters");
    }
  }

  @Override
  public void close() {
    interruption.close();
  }

  void report(ObjectNode json, Path directory) throws IOException {
    Files.writeString(directory.resolve("report.json"), json.toPrettyString());
    Files.writeString(directory.resolve("report.html"), ReportPage.of(json));
    out.print(Summary.of(json));
    out.println(Terminal.safe("report " + directory.resolve("report.html")));
  }
}

package io.decisionos.gateway.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.engine.LoadRun;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.report.ProgressLine;
import io.decisionos.gateway.load.report.ReportPage;
import io.decisionos.gateway.load.report.Summary;
import io.decisionos.gateway.load.scenario.Scenario;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** A run from the command line: watched while it lasts, reported when it is over. */
final class Session {

  private final PrintStream out;

  Session(PrintStream out) {
    this.out = out;
  }

  /** One event loop: one core is what the tool may use, and what it says it used. */
  static Vertx oneLoop() {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  }

  RunResult run(Scenario scenario) {
    var vertx = oneLoop();
    var line = new ProgressLine(out, Ansi.AUTO.enabled(), scenario.plan().seconds());
    try {
      return new LoadRun(vertx, scenario, line::show).run().await();
    } finally {
      line.end();
      vertx.close().await();
    }
  }

  void report(ObjectNode json, Path directory) throws IOException {
    Files.writeString(directory.resolve("report.json"), json.toPrettyString());
    Files.writeString(directory.resolve("report.html"), ReportPage.of(json));
    out.print(Summary.of(json));
    out.println("report " + directory.resolve("report.html"));
  }
}

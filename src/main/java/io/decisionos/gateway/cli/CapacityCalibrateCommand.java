package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.CapacityModel;
import io.decisionos.gateway.capacity.CapacityPage;
import io.decisionos.gateway.capacity.MixEffect;
import io.decisionos.gateway.capacity.ModelJson;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.text.Cause;
import io.decisionos.gateway.text.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what this machine takes, and writes the model that plans are made by. */
@Command(
    name = "calibrate",
    description =
        "Measures this machine with the load tool on gateways of its own (loopback only; a running"
            + " gateway is not touched), fits the Universal Scalability Law and writes model.json"
            + " and report.html. Nothing else should run meanwhile. Exit code 0; 1: what was"
            + " measured does not suffice; 2: it cannot be measured here.",
    mixinStandardHelpOptions = true)
final class CapacityCalibrateCommand implements Callable<Integer> {
  private static final String MINUTES = "[0-9]{1,3}(\\.[0-9]{1,3})?";
  private static final double MOST_MINUTES = 120;
  private static final double SECONDS = 60;
  private static final int TOO_LITTLE = 1;
  private static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      defaultValue = "5",
      description = "how long it may take, above 0 and at most 120 (${DEFAULT-VALUE})")
  private String minutes;

  @Option(
      names = "--loops",
      paramLabel = "N",
      description = "event loops of a gateway here; as without http.event_loops one for each core")
  private String loops;

  @Option(
      names = "--conf",
      defaultValue = "${bundle:decisionos.conf}",
      description =
          "the directory whose slo.yaml, labels.yaml and cards.yaml count" + " (${DEFAULT-VALUE})")
  private Path conf;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${bundle:decisionos.data}/capacity",
      description = "where model.json and report.html go (${DEFAULT-VALUE})")
  private Path directory;

  @Override
  public Integer call() {
    double length = minutes.matches(MINUTES) ? Double.parseDouble(minutes) : 0;
    if (!(length > 0 && length <= MOST_MINUTES)) {
      return fail(
          UNUSABLE,
          "--minutes: found \"" + minutes + "\", expected a number above 0 and at most 120");
    }
    int cores = Runtime.getRuntime().availableProcessors();
    if (loops != null && !loops.matches("[1-9][0-9]{0,2}")) {
      return fail(
          UNUSABLE, "--loops: found \"" + loops + "\", expected a whole number from 1 to 999");
    }
    int wanted = loops == null ? cores : Integer.parseInt(loops);
    try (var bench = ProcessBench.prepare(conf)) {
      say("measuring for about " + minutes + " minutes; nothing else should run meanwhile");
      var calibration = new Calibration(bench, Clock.systemUTC(), this::say);
      return judge(calibration.run(length * SECONDS, wanted));
    } catch (IOException e) {
      return fail(UNUSABLE, Cause.words(e));
    }
  }

  private int judge(CapacityModel model) throws IOException {
    List<String> objections = model.objections();
    if (!objections.isEmpty()) {
      fail(TOO_LITTLE, "the data do not suffice; measure longer (--minutes), with nothing else on");
      objections.forEach(why -> fail(TOO_LITTLE, why));
      return TOO_LITTLE;
    }
    Durable.folder(directory.toAbsolutePath());
    Path file = directory.resolve("model.json");
    Path report = directory.resolve("report.html");
    Durable.write(file, ModelJson.write(model));
    Durable.write(report, CapacityPage.of(model));
    MixEffect effect = model.mixEffect();
    say(
        String.format(
            Locale.ROOT,
            "forecasts of the mix were off by %.0f %% (rate) and %.0f %% (p95)",
            Math.expm1(effect.perSecondOff()) * 100,
            Math.expm1(effect.p95Off()) * 100));
    say("model " + file);
    say("report " + report);
    say("next: " + Program.line("capacity plan"));
    return 0;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }

  private int fail(int code, String why) {
    spec.commandLine().getErr().println("capacity calibrate: " + why);
    return code;
  }
}

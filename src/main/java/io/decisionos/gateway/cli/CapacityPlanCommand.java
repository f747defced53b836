package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.CapacityModel;
import io.decisionos.gateway.capacity.CapacityPlan;
import io.decisionos.gateway.capacity.Demand;
import io.decisionos.gateway.capacity.Forecast;
import io.decisionos.gateway.capacity.ModelJson;
import io.decisionos.gateway.cli.ConfFiles.UnusableFile;
import io.decisionos.gateway.text.Program;
import io.decisionos.gateway.text.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds what tenants may ask against what the machine was measured to take. */
@Command(
    name = "plan",
    description =
        "Says whether what tenants may ask fits this machine, by the model of capacity calibrate:"
            + " fits, does not fit, or needs N gateways; which resource ends first, and how sure"
            + " that is. Exit code 0: it fits; 1: it does not, or nothing is known; 2: arguments"
            + " that make no sense.",
    mixinStandardHelpOptions = true)
final class CapacityPlanCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--add",
      paramLabel = "FILE.yaml",
      description = "a tenant's file that would come to the others, or take the place of one")
  private Path added;

  @Option(
      names = "--qps",
      paramLabel = "T=N",
      arity = "1..*",
      description = "what a tenant asks in a second, in place of its max_qps")
  private List<String> rates = List.of();

  @Option(
      names = "--mix",
      paramLabel = "KIND=PART,...",
      description = "which part of the requests is of which kind: reads, writes, cards (7:2:1)")
  private String mix;

  @Option(
      names = "--tenants",
      defaultValue = "${bundle:decisionos.tenants}",
      description = "the tenants' directory (${DEFAULT-VALUE})")
  private Path tenants;

  @Option(
      names = "--conf",
      defaultValue = "${bundle:decisionos.conf}",
      description = "the directory with slo.yaml (${DEFAULT-VALUE})")
  private Path conf;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = "${bundle:decisionos.data}/capacity/model.json",
      description = "what capacity calibrate has written (${DEFAULT-VALUE})")
  private Path file;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Override
  public Integer call() {
    try {
      Demand demand = demand();
      CapacityModel model = model();
      Forecast forecast =
          model
              .forecast(model.origin().loops(), demand.mix())
              .orElseThrow(() -> new NoAnswer(1, "the model knows nothing of " + demand.mix()));
      CapacityPlan plan = CapacityPlan.of(model, forecast, demand);
      warn(model);
      print(plan);
      return plan.fits() ? 0 : 1;
    } catch (NoAnswer e) {
      return fail(e.code(), e.getMessage());
    } catch (UnusableFile e) {
      return fail(UNUSABLE, e.getMessage());
    }
  }

  private CapacityModel model() throws NoAnswer {
    String again = "; run " + Program.line("capacity calibrate");
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new NoAnswer(1, "found no model at " + file + ", expected one of this machine" + again);
    }
    return ModelJson.read(text)
        .orElseThrow(() -> new NoAnswer(1, "found no model of this version in " + file + again));
  }

  private Demand demand() throws NoAnswer, UnusableFile {
    var asked =
        new PlannedDemand.Asked(Optional.ofNullable(added), rates, Optional.ofNullable(mix));
    var places = new PlannedDemand.Places(tenants, conf, file);
    return new PlannedDemand(places, asked, this::note).read();
  }

  /** What lets a model say less of this machine than it seems to. */
  private void warn(CapacityModel model) {
    if (!model.origin().version().equals(Version.text())) {
      note("the model is of version " + model.origin().version() + "; calibrate again");
    }
    int cores = Runtime.getRuntime().availableProcessors();
    if (model.origin().machine().cores() != cores) {
      note(
          "the model is of a machine with %d cores, this one has %d; calibrate again"
              .formatted(model.origin().machine().cores(), cores));
    }
  }

  private void note(String line) {
    spec.commandLine().getErr().println("note: " + line);
  }

  private void print(CapacityPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(plan.json().encodePrettily() + "\n");
    } else {
      plan.lines().forEach(out::println);
    }
  }

  private int fail(int code, String why) {
    spec.commandLine().getErr().println("capacity plan: " + why);
    return code;
  }
}

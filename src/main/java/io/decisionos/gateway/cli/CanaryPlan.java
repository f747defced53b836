package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a roll-out, and what ends it. Pure. */
record CanaryPlan(List<Step> steps, List<String> abortOn) {
  // A step that takes longer says little of the change, and much of the day.
  private static final long MOST_SECONDS = 86_400;
  private static final double PERCENT = 100;

  /** A part of the traffic for a while. */
  record Step(long percent, long seconds) {}

  /** What a file says, or its faults. */
  record Reading(Optional<CanaryPlan> plan, List<Fault> faults) {}

  static Reading read(String file, byte[] content) {
    try {
      Section root = Section.of(file, YamlReader.read(file, content));
      root.require("steps");
      root.require("abort_on");
      var steps = new ArrayList<Step>();
      for (Section step : root.sections("steps")) {
        step.require("percent");
        step.require("seconds");
        Optional<Long> percent = step.integer("percent", 1, 100);
        Optional<Long> seconds = step.integer("seconds", 1, MOST_SECONDS);
        step.close();
        percent.ifPresent(part -> seconds.ifPresent(time -> steps.add(new Step(part, time))));
      }
      List<String> abortOn = root.texts("abort_on").orElse(List.of());
      root.close();
      return root.faults().isEmpty()
          ? new Reading(Optional.of(new CanaryPlan(List.copyOf(steps), abortOn)), List.of())
          : new Reading(Optional.empty(), root.faults());
    } catch (InvalidYaml e) {
      return new Reading(Optional.empty(), List.of(e.fault()));
    }
  }

  /**
   * This plan with steps that are long enough for a part of the traffic to hold so many requests;
   * empty if one would take longer than a day.
   *
   * @param perSecond requests a second, of all the traffic
   */
  Optional<CanaryPlan> tuned(double perSecond, long requests) {
    var longer = new ArrayList<Step>();
    for (Step step : steps) {
      double needed = Math.ceil(requests / (perSecond * step.percent() / PERCENT));
      if (!(needed <= MOST_SECONDS)) {
        return Optional.empty();
      }
      longer.add(new Step(step.percent(), Math.max(step.seconds(), (long) needed)));
    }
    return Optional.of(new CanaryPlan(List.copyOf(longer), abortOn));
  }

  JsonObject json() {
    var all = new JsonArray();
    steps.forEach(
        step ->
            all.add(
                new JsonObject().put("percent", step.percent()).put("seconds", step.seconds())));
    return new JsonObject().put("steps", all).put("abort_on", new JsonArray(abortOn));
  }
}

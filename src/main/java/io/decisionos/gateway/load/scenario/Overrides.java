package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for instead of what a scenario says. Immutable.
 *
 * @param rate the highest rate that it comes to; all rates are changed in proportion
 * @param seconds how long it lasts; all phases are changed in proportion
 */
public record Overrides(
    Optional<Double> rate, Optional<Double> seconds, Optional<Integer> connections) {

  private static final List<String> RATES = List.of("rate", "from", "to", "burst_rate");

  public static Overrides none() {
    return new Overrides(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Writes them into a scenario's document, which is then read as any other. */
  void apply(ObjectNode document) throws InvalidScenario {
    connections.ifPresent(wanted -> document.put("connections", wanted));
    if (rate.isPresent()) {
      scale(document, "--rate", RATES, rate.get(), false);
    }
    if (seconds.isPresent()) {
      scale(document, "--duration", List.of("seconds"), seconds.get(), true);
    }
  }

  private static void scale(
      ObjectNode document, String option, List<String> keys, double wanted, boolean inAll)
      throws InvalidScenario {
    var values = new ArrayList<Double>();
    document.path("phases").forEach(phase -> numbers(phase, keys, values));
    double is =
        inAll
            ? values.stream().mapToDouble(Double::doubleValue).sum()
            : values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    if (is <= 0 || wanted <= 0) {
      String expected = "a number above 0, and a scenario with " + String.join(" or ", keys);
      throw new InvalidScenario(List.of(new Fault(option, Double.toString(wanted), expected)));
    }
    for (JsonNode phase : document.path("phases")) {
      for (String key : keys) {
        if (phase.path(key).isNumber()) {
          ((ObjectNode) phase).put(key, phase.path(key).doubleValue() * wanted / is);
        }
      }
    }
  }

  private static void numbers(JsonNode phase, List<String> keys, List<Double> values) {
    for (String key : keys) {
      if (phase.path(key).isNumber()) {
        values.add(phase.path(key).doubleValue());
      }
    }
  }
}

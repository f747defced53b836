package io.decisionos.gateway.load.soak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A watch as JSON: the trend of each gauge, and every value that it was fitted to. */
public final class SoakJson {

  private SoakJson() {}

  public static ObjectNode of(Vigil vigil) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("warm_up", Vigil.WARM_UP);
    ObjectNode trends = json.putObject("trends");
    vigil
        .trends()
        .forEach(
            (gauge, trend) -> {
              ObjectNode one = trends.putObject(gauge.key());
              one.put("mean", trend.mean());
              one.put("growth", trend.growth());
              // Infinity is no JSON: if the error is unknown, everything is possible.
              one.put("error", Double.isInfinite(trend.error()) ? 1 : trend.error());
              one.put("shape", trend.shape().name());
            });
    vigil.troubles().forEach(json.putArray("troubles")::add);
    ArrayNode samples = json.putArray("samples");
    for (Vitals vitals : vigil.taken()) {
      ObjectNode sample = samples.addObject().put("seconds", vitals.seconds());
      vitals.values().forEach((gauge, value) -> sample.put(gauge.key(), value));
    }
    return json;
  }
}

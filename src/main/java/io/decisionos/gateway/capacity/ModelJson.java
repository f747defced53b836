package io.decisionos.gateway.capacity;

import io.decisionos.gateway.capacity.CapacityModel.Machine;
import io.decisionos.gateway.capacity.CapacityModel.MixCheck;
import io.decisionos.gateway.capacity.CapacityModel.Origin;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model's file. What was measured is what counts; laws and knees are for people, and found anew
 * when the file is read.
 */
public final class ModelJson {
  private static final int FORMAT = 1;

  private ModelJson() {}

  /** The file's text. */
  public static String write(CapacityModel model) {
    Origin origin = model.origin();
    return new JsonObject()
            .put("format", FORMAT)
            .put("at", origin.at().toString())
            .put("version", origin.version())
            .put("machine", machine(origin.machine()))
            .put("loops", origin.loops())
            .put("remarks", new JsonArray(origin.remarks()))
            .put("peak_memory_bytes", model.peakBytes())
            .put("curves", array(model.curves().stream().map(ModelJson::curve)))
            .put("checks", array(model.checks().stream().map(check -> check(model, check))))
            .encodePrettily()
        + '\n';
  }

  private static JsonArray array(Stream<JsonObject> items) {
    return new JsonArray(items.toList());
  }

  private static JsonObject machine(Machine machine) {
    return new JsonObject()
        .put("os", machine.os())
        .put("cpu", machine.cpu())
        .put("cores", machine.cores())
        .put("memory_bytes", machine.memoryBytes())
        .put("java", machine.java());
  }

  private static JsonObject curve(Curve curve) {
    var json =
        new JsonObject()
            .put("kind", curve.kind().word())
            .put("loops", curve.loops())
            .put("steps", array(curve.steps().stream().map(ModelJson::step)));
    Optional<Usl> law = curve.law();
    Optional<Forecast> forecast =
        Forecast.of(List.of(curve), Mix.only(curve.kind()), MixEffect.NONE);
    if (law.isPresent() && forecast.isPresent()) {
      json.put(
          "usl",
          new JsonObject()
              .put("lambda", law.get().lambda())
              .put("sigma", law.get().sigma())
              .put("kappa", law.get().kappa()));
      json.put("best_per_second", estimate(forecast.get().best()));
      json.put("knee_users", forecast.get().knee());
    }
    return json;
  }

  /** A figure with both ends of its interval. */
  static JsonObject estimate(Estimate estimate) {
    return new JsonObject()
        .put("value", estimate.value())
        .put("low", estimate.low())
        .put("high", estimate.high());
  }

  private static JsonObject step(Step step) {
    var json =
        new JsonObject()
            .put("users", step.users())
            .put("per_second", step.perSecond())
            .put("mean_ms", step.meanMs())
            .put("p95_ms", step.p95Ms())
            .put("answers", step.answers())
            .put("error_rate", step.errorRate())
            .put("little", step.little());
    step.objection().ifPresent(why -> json.put("left_out", why));
    return json;
  }

  private static JsonObject check(CapacityModel model, MixCheck check) {
    var parts = new JsonObject();
    check.mix().parts().forEach((kind, part) -> parts.put(kind.word(), part));
    var json =
        new JsonObject()
            .put("mix", parts)
            .put("loops", check.loops())
            .put("measured", step(check.step()));
    int users = check.step().users();
    model
        .forecast(check.loops(), check.mix())
        .ifPresent(
            forecast ->
                json.put("forecast_per_second", estimate(forecast.perSecond(users)))
                    .put("forecast_p95_ms", estimate(forecast.p95(users))));
    return json;
  }

  /** A model; empty if the text is none, or one of another version of the format. */
  public static Optional<CapacityModel> read(String text) {
    try {
      var json = new JsonObject(text);
      return json.getInteger("format", 0) == FORMAT ? Optional.of(model(json)) : Optional.empty();
    } catch (DecodeException | ClassCastException | NullPointerException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static CapacityModel model(JsonObject json) {
    JsonObject machine = json.getJsonObject("machine");
    var origin =
        new Origin(
            Instant.parse(json.getString("at")),
            json.getString("version"),
            new Machine(
                machine.getString("os"),
                machine.getString("cpu"),
                machine.getInteger("cores"),
                machine.getLong("memory_bytes"),
                machine.getString("java")),
            json.getInteger("loops"),
            json.getJsonArray("remarks").stream().map(String.class::cast).toList());
    return new CapacityModel(
        origin,
        items(json, "curves").map(ModelJson::readCurve).toList(),
        items(json, "checks").map(ModelJson::readCheck).toList(),
        json.getLong("peak_memory_bytes"));
  }

  private static Stream<JsonObject> items(JsonObject json, String key) {
    return json.getJsonArray(key).stream().map(JsonObject.class::cast);
  }

  private static Curve readCurve(JsonObject json) {
    return new Curve(
        Kind.of(json.getString("kind")).orElseThrow(NullPointerException::new),
        json.getInteger("loops"),
        items(json, "steps").map(ModelJson::readStep).toList());
  }

  private static Step readStep(JsonObject json) {
    return new Step(
        json.getInteger("users"),
        json.getDouble("per_second"),
        json.getDouble("mean_ms"),
        json.getDouble("p95_ms"),
        json.getLong("answers"),
        json.getDouble("error_rate"));
  }

  private static MixCheck readCheck(JsonObject json) {
    var parts = new EnumMap<Kind, Double>(Kind.class);
    json.getJsonObject("mix")
        .forEach(
            part ->
                parts.put(
                    Kind.of(part.getKey()).orElseThrow(NullPointerException::new),
                    ((Number) part.getValue()).doubleValue()));
    return new MixCheck(
        new Mix(parts), json.getInteger("loops"), readStep(json.getJsonObject("measured")));
  }
}

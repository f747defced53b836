package io.decisionos.gateway.load.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.load.measure.Judge;
import io.decisionos.gateway.load.measure.Slo;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.Threshold;
import io.decisionos.gateway.load.scenario.Threshold.Measure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks the target what it promised to its tenants. Confined to the run's event loop. */
final class SloSource {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Measure, String> KEYS =
      Map.of(
          Measure.P95_MS, "latency_p95_ms",
          Measure.P99_MS, "latency_p99_ms",
          Measure.ERROR_RATE, "error_rate_max");

  private final Vertx vertx;
  private final Scenario scenario;

  SloSource(Vertx vertx, Scenario scenario) {
    this.vertx = vertx;
    this.scenario = scenario;
  }

  /** The SLO of each tenant whose SLO some threshold looks at; never fails. */
  Future<Map<String, Slo>> ask() {
    // What breaks a connection also fails its request; Vert.x would log it once more.
    HttpClient client =
        vertx
            .httpClientBuilder()
            .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
            .build();
    Future<Map<String, Slo>> all = Future.succeededFuture(new HashMap<>());
    for (Threshold threshold : scenario.plan().thresholds()) {
      if (threshold.slo()) {
        for (String tenant : Judge.sloTenants(scenario, threshold)) {
          all = all.compose(known -> add(client, known, tenant));
        }
      }
    }
    return all.onComplete(asked -> client.close());
  }

  private Future<Map<String, Slo>> add(HttpClient client, Map<String, Slo> known, String tenant) {
    if (known.containsKey(tenant)) {
      return Future.succeededFuture(known);
    }
    String query = URLEncoder.encode(tenant, StandardCharsets.UTF_8);
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(scenario.wire().target().resolve("/slo?tenant=" + query).toString());
    return client
        .request(options)
        .compose(HttpClientRequest::send)
        .compose(response -> response.body())
        .timeout(scenario.wire().timeout().toMillis(), TimeUnit.MILLISECONDS)
        .map(body -> parse(body.toString()))
        .otherwise(Slo.UNKNOWN)
        .map(
            slo -> {
              known.put(tenant, slo);
              return known;
            });
  }

  private static Slo parse(String body) {
    try {
      JsonNode slo = JSON.readTree(body).path("slo");
      var limits = new EnumMap<Measure, Double>(Measure.class);
      KEYS.forEach(
          (measure, key) -> {
            if (slo.path(key).isNumber()) {
              limits.put(measure, slo.path(key).doubleValue());
            }
          });
      return new Slo(limits);
    } catch (JsonProcessingException noJson) {
      return Slo.UNKNOWN;
    }
  }
}

package io.decisionos.gateway.deploy;

import static io.decisionos.gateway.deploy.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chart, rendered and held against the models of Kubernetes' API. */
final class ChartTest {
  private static final Map<String, Object> EVERYTHING =
      Map.of(
          "replicas", 2,
          "storage", Map.of("backend", "redis", "redisUrlSecret", "redis", "className", "fast"),
          "auth", Map.of("keysSecret", "keys"),
          "tls", Map.of("mode", "on", "certificateSecret", "cert"),
          "hosts", List.of("gateway.example"),
          "settings", Map.of("DECISIONOS_HTTP_PATIENCE_MS", "3000"),
          "traces", Map.of("endpoint", "http://collector:4318"),
          "autoscaling", Map.of("enabled", true),
          "networkPolicy",
              Map.of(
                  "callers", List.of(Map.of("namespaceSelector", Map.of())),
                  "operators", List.of(Map.of("podSelector", Map.of())),
                  "egress", List.of(Map.of("ports", List.of(Map.of("port", 443))))),
          "serviceMonitor", Map.of("enabled", true, "tokenSecret", "scrape"));

  @Test
  void everyFieldIsOneOfTheApi() throws IOException {
    for (Map<String, Object> over : List.of(Map.<String, Object>of(), EVERYTHING)) {
      for (Map<String, Object> document : Rendered.of(over).documents()) {
        // A resource of the Prometheus operator, which has no model.
        if (!document.get("kind").equals("ServiceMonitor")) {
          assertThat(ApiModels.unknown(document)).as("%s", document.get("kind")).isEmpty();
        }
      }
    }
  }

  @Test
  void aFieldThatTheApiDoesNotHaveIsFound() {
    Map<String, Object> wrong =
        Map.of(
            "apiVersion", "policy/v1",
            "kind", "PodDisruptionBudget",
            "spec", Map.of("maxUnavailabel", 1));

    assertThat(ApiModels.unknown(wrong)).hasSize(1).first().asString().contains("maxUnavailabel");
  }

  @Test
  void aPodMayDoNothingThatItNeedNot() throws IOException {
    Map<String, Object> pod = Rendered.of(Map.of()).pod();

    assertThat(at(pod, "automountServiceAccountToken")).isEqualTo(false);
    assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
    assertThat(at(pod, "securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
    assertThat(at(pod, "containers", 0, "securityContext"))
        .isEqualTo(
            Map.of(
                "readOnlyRootFilesystem", true,
                "allowPrivilegeEscalation", false,
                "capabilities", Map.of("drop", List.of("ALL"))));
  }

  @Test
  void aPodThatEndsHasTheTimeThatAGatewayTakesToDrain() throws IOException {
    Rendered rendered = Rendered.of(Map.of("drainSeconds", 45));
    String delay = rendered.variables().get("DECISIONOS_SHUTDOWN_DELAY_MS");

    assertThat(delay).isEqualTo("45000");
    // The process gives itself 25 seconds beyond the delay.
    assertThat((Integer) at(rendered.pod(), "terminationGracePeriodSeconds"))
        .isGreaterThanOrEqualTo(45 + 25);
  }

  @Test
  void everyVariableIsOneThatTheGatewayReads() throws IOException {
    String documented = Files.readString(Path.of("docs/configuration.md"));

    assertThat(Rendered.of(EVERYTHING).variables().keySet())
        .allSatisfy(name -> assertThat(documented).contains('`' + name + '`'));
  }

  @Test
  void whatIsAskedOfValuesIsSaidByTheirSchema() throws IOException {
    assertThat(isValid(Map.of())).isTrue();
    assertThat(isValid(EVERYTHING)).isTrue();
    assertThat(isValid(Map.of("replicas", 2))).as("embedded storage is one gateway's").isFalse();
    assertThat(isValid(Map.of("storage", Map.of("backend", "redis")))).isFalse();
    assertThat(isValid(Map.of("tls", Map.of("mode", "off")))).isFalse();
    assertThat(isValid(Map.of("tls", Map.of("mode", "on")))).isFalse();
    assertThat(isValid(Map.of("autoscaling", Map.of("enabled", true)))).isFalse();
    assertThat(isValid(Map.of("replica", 2))).isFalse();
    assertThat(isValid(Map.of("tenants", Map.of("../a.yaml", "")))).isFalse();
  }

  private static boolean isValid(Map<String, Object> over) throws IOException {
    var schema = new JsonObject(Files.readString(Chart.DIRECTORY.resolve("values.schema.json")));
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://decisionos.invalid/")
            .setDraft(Draft.DRAFT7)
            .setOutputFormat(OutputFormat.Flag);
    return Boolean.TRUE.equals(
        Validator.create(JsonSchema.of(schema), options)
            .validate(new JsonObject(Chart.values(over)))
            .getValid());
  }

  @Test
  void thePlainManifestsAreTheChartAsShipped() throws IOException {
    assertThat(Files.readString(Path.of("src/deploy/kubernetes.yaml"))).isEqualTo(Chart.plain());
  }

  @Test
  void theVersionIsThatOfTheGateway() throws IOException {
    Map<String, Object> chart = Chart.map(Chart.yaml(Chart.DIRECTORY.resolve("Chart.yaml")));

    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + chart.get("appVersion") + "</version>\n  <name>");
  }
}

package io.decisionos.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators ask and change, over HTTP against a whole gateway. */
final class OpsListenerTest {
  @TempDir private static Path home;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(home);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpRequest.Builder reload() {
    return gateway.opsRequest("/ops/tenants/reload").POST(BodyPublishers.ofString("{}"));
  }

  private static HttpRequest.Builder jsonReload() {
    return reload().header("Content-Type", "application/json");
  }

  private static String reason(HttpResponse<String> response) {
    return new JsonObject(response.body()).getString("reason_code");
  }

  @Test
  void aReloadAnswersWithWhatIsInForceAfterIt() throws IOException {
    Path file = gateway.tenants().resolve("reloaded.yaml");
    Files.writeString(file, "tenant_id: reloaded\nname: R\nstatus: active\n");

    HttpResponse<String> response = gateway.send(jsonReload().build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"tenant_id\":\"reloaded\"");
    assertThat(gateway.get("/slo?tenant=reloaded").statusCode()).isEqualTo(200);
  }

  @Test
  void aChangeMustSayThatItIsJson() {
    HttpResponse<String> plain = gateway.send(reload().build());
    HttpResponse<String> form = gateway.send(reload().header("Content-Type", "text/plain").build());

    assertThat(plain.statusCode()).isEqualTo(415);
    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(reason(form)).isEqualTo("request.unsupported_media_type");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 200",
    "Sec-Fetch-Site, none, 200",
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Origin, https://evil.example, 403",
  })
  void anotherSitesPageChangesNothing(String header, String value, int status) {
    HttpResponse<String> response = gateway.send(jsonReload().header(header, value).build());

    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 403) {
      assertThat(reason(response)).isEqualTo("request.cross_site");
    }
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site, same-origin, cross-site", "Origin, %s, http://evil.example"})
  void aFieldThatComesTwiceCountsTwice(String header, String own, String foreign) {
    HttpRequest.Builder twice =
        jsonReload()
            .header(header, own.replace("%s", "http://127.0.0.1:" + gateway.opsPort()))
            .header(header, foreign);

    assertThat(reason(gateway.send(twice.build()))).isEqualTo("request.cross_site");
  }

  @Test
  void everyCheckSaysItsCauseAndNextStepAndBothAreNullWhileAllIsWell() {
    var checks = new JsonObject(gateway.ops("/readyz").body()).getJsonObject("checks");

    assertThat(checks.fieldNames()).isNotEmpty();
    for (String name : checks.fieldNames()) {
      JsonObject check = checks.getJsonObject(name);
      assertThat(check.fieldNames()).as(name).contains("state", "cause", "next_step");
      assertThat(check.getValue("cause") == null)
          .as(name)
          .isEqualTo("ok".equals(check.getString("state")));
    }
  }

  @Test
  void aPageOfThisListenerMayChangeThings() {
    String own = "http://127.0.0.1:" + gateway.opsPort();

    assertThat(gateway.send(jsonReload().header("Origin", own).build()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void readsMayComeFromAnywhereOnOurHosts() {
    HttpRequest request =
        gateway.opsRequest("/readyz").header("Origin", "http://evil.example").build();

    assertThat(gateway.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void operatorsPathsDoNotExistOnTheTenantsListener() {
    for (String path : new String[] {"/metrics", "/ops/tenants", "/ops/events", "/console/"}) {
      HttpResponse<String> response = gateway.get(path + "?tenant=default");

      assertThat(response.statusCode()).as(path).isEqualTo(404);
    }
    HttpRequest post =
        gateway
            .request("/ops/tenants/reload?tenant=default")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(gateway.send(post).statusCode()).isEqualTo(404);
  }

  @Test
  void tenantsPathsDoNotExistOnTheOperatorsListener() {
    assertThat(gateway.ops("/slo?tenant=default").statusCode()).isEqualTo(404);
  }

  @Test
  void aTenantIsShownWithEffectiveValuesAndTheirOrigin() {
    var tenant = new JsonObject(gateway.ops("/ops/tenants/acme-corp").body());

    assertThat(tenant.getJsonObject("fields").getString("name")).isEqualTo("ACME Corporation");
    JsonObject slo = tenant.getJsonObject("effective").getJsonObject("slo");
    assertThat(slo.getJsonObject("latency_p95_ms").getString("source")).isEqualTo("tenant");
    var plain = new JsonObject(gateway.ops("/ops/tenants/default").body());
    assertThat(
            plain
                .getJsonObject("effective")
                .getJsonObject("slo")
                .getJsonObject("saturation.max_cpu_percent")
                .getString("source"))
        .isEqualTo("global");
  }

  @Test
  void aTenantThatNoFileIsAboutIsNotFound() {
    assertThat(gateway.ops("/ops/tenants/nobody").statusCode()).isEqualTo(404);
    assertThat(gateway.ops("/ops/tenants/Not%20An%20Id").statusCode()).isEqualTo(404);
  }

  @Test
  void metricsCountRequestsByRouteStatusReasonAndTenant() {
    gateway.get("/slo?tenant=default");
    gateway.get("/slo?tenant=nobody");

    String metrics = gateway.ops("/metrics").body();

    assertThat(metrics)
        .contains("gateway_http_requests_seconds_bucket")
        .contains("route=\"/slo\",status=\"200\"")
        .contains("reason=\"tenant.unknown\"")
        .contains("gateway_tenant_requests_total{tenant=")
        .contains("gateway_tenants_generation")
        .contains("gateway_event_loop_lag_seconds")
        .doesNotContain("nobody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | text/plain",
        "text/plain | text/plain",
        "application/json | text/plain",
        "application/openmetrics-text | application/openmetrics-text",
        "application/openmetrics-text;q=0, */* | text/plain",
        "text/plain, application/openmetrics-text; q=0.9 | text/plain",
        "Application/OpenMetrics-Text;q=0.50, text/plain;q=0.5 | application/openmetrics-text",
        // As Prometheus 2.49 and 3.0 ask.
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
            + " | application/openmetrics-text",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,"
            + "*/*;q=0.2 | application/openmetrics-text",
      })
  void metricsComeInTheFormThatTheScraperAsksFor(String accept, String type) {
    HttpResponse<String> scraped =
        gateway.send(gateway.opsRequest("/metrics").header("Accept", accept).build());

    assertThat(scraped.headers().firstValue("Content-Type").orElseThrow()).startsWith(type + "; ");
    assertThat(scraped.body()).contains("\ngateway_tenants ");
    assertThat(scraped.body().endsWith("# EOF\n")).isEqualTo(!type.equals("text/plain"));
  }
}

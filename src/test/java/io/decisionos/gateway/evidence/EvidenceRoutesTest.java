package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.scan.EvidenceTree;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence over HTTP, on both listeners of a whole gateway. */
@Timeout(60)
final class EvidenceRoutesTest {
  @TempDir private static Path home;
  private static RunningGateway gateway;
  private static EvidenceTree tree;

  @BeforeAll
  static void start() throws IOException {
    tree = new EvidenceTree(Files.createDirectories(home.resolve("var/evidence")));
    tree.writeValid("evidence_mine.json", "default");
    tree.write("default/2025-01/evidence_bad.locked.json", EvidenceSample.tampered("default", 1));
    tree.writeValid("evidence_theirs.json", "acme-corp");
    tree.writeValid("acme-corp/2025-01/evidence_strayed.json", "default");
    tree.write("evidence_broken.json", EvidenceSample.broken("default", 1));
    gateway = RunningGateway.start(home);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  @Test
  void aTenantSeesItsOwnFilesInFull() {
    HttpResponse<String> response = gateway.get("/evidence?tenant=acme-corp");
    JsonObject answer = json(response);
    JsonObject file = answer.getJsonArray("files").getJsonObject(0);

    assertThat(answer.getString("tenant_filter")).isEqualTo("acme-corp");
    assertThat(answer.getJsonArray("files")).hasSize(1);
    assertThat(file.getString("path")).isEqualTo("evidence_theirs.json");
    assertThat(file.getString("tenant")).isEqualTo("acme-corp");
    assertThat(response.headers().firstValue("cache-control")).contains("private, no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strayed", "broken", "mine", "bad", "nothing", "%2e%2e%2fsecret"})
  void whatIsNotATenantsOwnIsAsIfItDidNotExist(String id) {
    HttpResponse<String> response = gateway.get("/evidence/" + id + "?tenant=acme-corp");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("request.not_found").doesNotContain("default");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2",
    "'&tier=LOCKED', 1",
    "'&tier=WIP', 1",
    "'&tampered=true', 1",
    "'&tampered=false&tier=LOCKED', 0",
  })
  void filtersNarrowTheFilesAndTheSummary(String filter, int count) {
    JsonObject answer = json(gateway.get("/evidence?tenant=default&limit=1" + filter));
    JsonObject summary = answer.getJsonObject("summary");

    assertThat(answer.getJsonArray("files")).hasSize(Math.min(count, 1));
    assertThat(summary.getInteger("count")).isEqualTo(count);
    assertThat(summary.getJsonObject("by_tenant").fieldNames()).containsExactly("default");
    assertThat(answer.containsKey("next_cursor")).isEqualTo(count > 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tier=locked",
        "tier=",
        "tampered=yes",
        "limit=0",
        "limit=1001",
        "limit=x",
        "cursor=forged",
        "cursor=",
        "limit=-1"
      })
  void parametersThatMakeNoSenseAreRefused(String parameter) {
    HttpResponse<String> response = gateway.get("/evidence?tenant=default&" + parameter);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("request.invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/evidence", "/evidence/summary", "/evidence/mine"})
  void anAnswerThatTheCallerHasIsNotSentAgain(String path) {
    String etag = gateway.get(path + "?tenant=default").headers().firstValue("etag").orElseThrow();
    var again = gateway.request(path + "?tenant=default").header("If-None-Match", etag).GET();

    assertThat(gateway.send(again.build()).statusCode()).isEqualTo(304);
    var other = gateway.get(path + "?tenant=acme-corp").headers().firstValue("etag");
    assertThat(other).isNotEqualTo(Optional.of(etag));
  }

  @Test
  void aDocumentComesWithItsVerdict() throws IOException {
    HttpResponse<String> response = gateway.get("/evidence/bad?tenant=default");

    assertThat(response.headers().firstValue("x-decisionos-tampered")).contains("true");
    assertThat(response.body())
        .isEqualTo(Files.readString(tree.root.resolve("default/2025-01/evidence_bad.locked.json")));
  }

  @Test
  void operatorsSeeAllFilesAndWhatIsNobodys() {
    JsonObject summary = json(gateway.ops("/ops/evidence")).getJsonObject("summary");

    assertThat(summary.getJsonObject("by_tenant").fieldNames())
        .containsExactlyInAnyOrder("acme-corp", "default", "unknown");
    assertThat(summary.getJsonObject("by_tenant").getJsonObject("unknown").getInteger("count"))
        .isEqualTo(2);
    assertThat(gateway.get("/ops/evidence?tenant=default").statusCode()).isEqualTo(404);
  }

  @Test
  void anOperatorCanAskForAScan() {
    var plain = gateway.opsRequest("/ops/evidence/scan").POST(BodyPublishers.ofString("{}"));
    assertThat(gateway.send(plain.build()).statusCode()).isEqualTo(415);

    var request =
        gateway.opsRequest("/ops/evidence/scan").header("Content-Type", "application/json");
    JsonObject answer = json(gateway.send(request.POST(BodyPublishers.ofString("{}")).build()));
    assertThat(answer.getJsonObject("last_scan").getInteger("files_seen")).isPositive();
  }

  @Test
  void evidenceIsAPartOfReadiness() {
    JsonObject checks = json(gateway.ops("/readyz")).getJsonObject("checks");

    assertThat(checks.getJsonObject("evidence").getString("state")).isEqualTo("ok");
    assertThat(gateway.ops("/metrics").body()).contains("gateway_evidence_files ");
  }
}

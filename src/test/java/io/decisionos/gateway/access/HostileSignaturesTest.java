package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed requests that were tampered with are refused, each with a reason, and change nothing. */
final class HostileSignaturesTest {
  private static final SigningKey SECRET = SigningKey.make("mac", Algorithm.HMAC_SHA256);
  private static final List<Integer> REFUSALS = List.of(400, 401);

  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    SECRET.writeTo(conf);
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: partners\n    purpose: requests\n    tenants: [acme-corp]\n"
            + "    scopes: \"store:read store:write\"\n    keys:\n"
            + SECRET.entry("active"));
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "signed"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Request write() {
    Request request =
        Request.of("PUT", "/etags/a?tenant=acme-corp", "{\"a\":1}")
            .with("content-type", "application/json")
            .with("if-match", "\"none\"");
    String nonce = UUID.randomUUID().toString();
    return new RequestSigner(SECRET).sign(request, Instant.now().getEpochSecond(), nonce);
  }

  private static HttpResponse<String> send(Request request) {
    HttpRequest.Builder builder =
        gateway
            .request(request.target())
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    request.fields().forEach(builder::header);
    return gateway.send(builder.build());
  }

  static List<HostileSignature> hostile() {
    return HostileSignature.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatWasTamperedWithIsRefusedAndTheRequestItselfStillCounts(HostileSignature hostile) {
    Request good = write();
    Request twisted = hostile.twist().apply(good);
    assertThat(twisted).isNotEqualTo(good);

    HttpResponse<String> response = send(twisted);

    assertThat(response.statusCode()).as(response.body()).isIn(REFUSALS);
    JsonObject problem = new JsonObject(response.body());
    assertThat(problem.getString("reason_code"))
        .matches("auth\\.(invalid|missing)|request.invalid");
    assertThat(problem.getString("detail")).doesNotContain("mac");
    // There is no entry to match: so far a request gets that counts.
    HttpResponse<String> counted = send(good);
    assertThat(counted.statusCode()).as(counted.body()).isEqualTo(412);
  }

  @Test
  void theTableIsLongEnough() {
    assertThat(hostile().stream().map(HostileSignature::what).distinct().count())
        .isGreaterThan(100);
  }
}

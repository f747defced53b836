package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of the replay guard and of repeated writes over HTTP, restarts included, which every
 * backend keeps.
 */
public abstract class ReplayRoutesContract {
  @TempDir private Path directory;
  private StorageOverHttp gateway;

  /** The settings of a gateway on the backend. */
  protected abstract Map<String, String> variables();

  @BeforeEach
  void start() {
    gateway = StorageOverHttp.start(directory, variables());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aNonceIsAllowedOnceForEachTenantAndAcrossARestart() {
    String claim = claim("n-1", System.currentTimeMillis());
    var allowed = replay("acme-corp", claim);
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(allowed.body()).isEqualTo("{\"result\":\"ALLOW\"}");
    assertRefused(replay("acme-corp", claim), 409, "replay.exists", "REJECT_EXIST");
    assertThat(replay("default", claim).statusCode()).isEqualTo(200);
    gateway.restart();
    assertRefused(replay("acme-corp", claim), 409, "replay.exists", "REJECT_EXIST");
    assertThat(replay("acme-corp", claim("n-2", System.currentTimeMillis())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTimestampBeyondTheTenantsSkewIsRefused() {
    String claim = claim("n", System.currentTimeMillis() - 91_000);
    assertRefused(replay("acme-corp", claim), 403, "replay.clock_skew", "REJECT_CLOCKSKEW");
    String huge = "{\"nonce\":\"n\",\"timestamp_ms\":" + "9".repeat(400) + "}";
    assertRefused(replay("acme-corp", huge), 403, "replay.clock_skew", "REJECT_CLOCKSKEW");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "nothing",
        "{\"nonce\":\"\",\"timestamp_ms\":1}",
        "{\"nonce\":\"a b\",\"timestamp_ms\":1}",
        "{\"nonce\":1,\"timestamp_ms\":1}",
        "{\"nonce\":\"n\"}",
        "{\"nonce\":\"n\",\"timestamp_ms\":\"1\"}",
        "{\"nonce\":\"n\",\"timestamp_ms\":1.5}",
        "null",
        "",
        "\uFEFF{\"nonce\":\"n\",\"timestamp_ms\":1}",
        "{\"nonce\":\"n\",\"nonce\":\"m\",\"timestamp_ms\":1}",
        "{\"nonce\":\"n\",\"timestamp_ms\":1,\"timestamp_ms\":2}",
        "{\"nonce\":\"n\",\"timestamp_ms\":1}{}",
        "{\"nonce\":\"n\",\"timestamp_ms\":1e3}",
        "{\"nonce\":\"n\",\"timestamp_ms\":null}",
        "{\"nonce\":\"n\",\"timestamp_ms\":true}"
      })
  void aBodyThatMakesNoClaimIsInvalid(String body) {
    assertRefused(replay("acme-corp", body), 400, "replay.invalid", "INVALID");
  }

  @Test
  void aRepeatGetsTheFirstAnswerAgainAcrossARestart() {
    var first = once("k1", "/etags/a?tenant=acme-corp", "1", "If-None-Match", "*");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    var again = once("k1", "/etags/a?tenant=acme-corp", "1", "If-None-Match", "*");
    assertSame(again, first);
    gateway.restart();
    assertSame(once("k1", "/etags/a?tenant=acme-corp", "1", "If-None-Match", "*"), first);
  }

  private static void assertSame(HttpResponse<String> again, HttpResponse<String> first) {
    assertThat(again.statusCode()).isEqualTo(first.statusCode());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    for (String header : new String[] {"ETag", "X-Request-Id", "Content-Type"}) {
      assertThat(again.headers().allValues(header)).isEqualTo(first.headers().allValues(header));
    }
  }

  @Test
  void aRefusalIsRepeatedTooWithItsRequestId() {
    var first = once("k2", "/etags/b?tenant=acme-corp", "1", "If-Match", "\"x\"");
    assertThat(first.statusCode()).isEqualTo(412);
    gateway.send("PUT", "/etags/b?tenant=acme-corp", "2");
    assertSame(once("k2", "/etags/b?tenant=acme-corp", "1", "If-Match", "\"x\""), first);
  }

  @Test
  void aKeyOfAnotherRequestIsAMismatch() {
    once("k3", "/etags/c?tenant=acme-corp", "1");
    assertThat(once("k3", "/etags/c?tenant=acme-corp", "2").statusCode()).isEqualTo(422);
    assertThat(once("k3", "/etags/d?tenant=acme-corp", "1").statusCode()).isEqualTo(422);
    assertThat(once("k3", "/etags/c?tenant=acme-corp", "1", "If-Match", "*").statusCode())
        .isEqualTo(422);
    assertThat(once("k3", "/etags/c?tenant=default", "1").statusCode()).isEqualTo(201);
  }

  @Test
  void aDeletionsBodyTellsItsRepeatsApartToo() {
    gateway.send("PUT", "/etags/e?tenant=acme-corp", "1");
    String target = "/etags/e?tenant=acme-corp";
    var first = gateway.send("DELETE", target, "a", "Idempotency-Key", "k4");
    assertThat(first.statusCode()).isEqualTo(204);
    assertSame(gateway.send("DELETE", target, "a", "Idempotency-Key", "k4"), first);
    assertThat(gateway.send("DELETE", target, "b", "Idempotency-Key", "k4").statusCode())
        .isEqualTo(422);
  }

  @Test
  void aClaimThatIsRepeatedUnderItsKeyIsAllowedAgain() {
    String claim = claim("n-9", System.currentTimeMillis());
    String target = "/replay?tenant=acme-corp";
    assertThat(gateway.send("POST", target, claim, "Idempotency-Key", "r").statusCode())
        .isEqualTo(200);
    assertThat(gateway.send("POST", target, claim, "Idempotency-Key", "r").statusCode())
        .isEqualTo(200);
    assertThat(gateway.send("POST", target, claim).statusCode()).isEqualTo(409);
  }

  @Test
  void readinessShowsTheStorage() {
    gateway.send("PUT", "/etags/a?tenant=acme-corp", "1");
    assertThat(gateway.readiness().getString("state")).isEqualTo("ok");
  }

  private HttpResponse<String> once(String key, String target, String body, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = "Idempotency-Key";
    headers[1] = key;
    System.arraycopy(more, 0, headers, 2, more.length);
    return gateway.send("PUT", target, body, headers);
  }

  private HttpResponse<String> replay(String tenant, String body) {
    return gateway.send("POST", "/replay?tenant=" + tenant, body);
  }

  private static String claim(String nonce, long timestamp) {
    return new JsonObject().put("nonce", nonce).put("timestamp_ms", timestamp).encode();
  }

  private static void assertRefused(
      HttpResponse<String> response, int status, String reason, String result) {
    assertThat(StorageOverHttp.assertProblem(response, status, reason).getString("result"))
        .isEqualTo(result);
  }
}

package io.decisionos.gateway.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that tenants hand in and lock over HTTP. */
final class EvidenceIntakeTest {
  private static final byte[] ONE = EvidenceSample.valid("acme-corp", 1);
  private static final byte[] TWO = EvidenceSample.valid("acme-corp", 2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LARGEST = 8 << 20;

  @TempDir static Path home;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(home);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, byte[] body) {
    return gateway.send(
        request
            .header("X-DecisionOS-Tenant", "acme-corp")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private static HttpResponse<String> post(String query, byte[] body, String... headers) {
    var request = gateway.request("/evidence" + query).header("Content-Type", "application/json");
    return send(headers.length == 0 ? request : request.headers(headers), body);
  }

  private static HttpResponse<String> lock(String id) {
    return send(gateway.request("/evidence/" + id + "/lock"), new byte[0]);
  }

  private static String reason(HttpResponse<String> answer) {
    return answer.statusCode() + " " + json(answer).getString("reason_code");
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }

  private static Path file(String path) {
    return home.resolve("var/evidence").resolve(path);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String month() {
    return DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC).format(Instant.now());
  }

  @Test
  void aDocumentIsOnTheDiskAndInTheIndexBeforeTheAnswer() throws IOException {
    HttpResponse<String> answer = post("?id=fresh", ONE);

    String path = "acme-corp/" + month() + "/evidence_fresh.json";
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer).getString("path")).isEqualTo(path);
    assertThat(json(answer).getString("tier")).isEqualTo("WIP");
    assertThat(answer.headers().firstValue("ETag"))
        .contains('"' + json(answer).getString("sha256") + '"');
    assertThat(Files.readAllBytes(file(path))).isEqualTo(ONE);
    assertThat(mode(file(path))).isEqualTo("rw-------");
    assertThat(mode(file("acme-corp"))).isEqualTo("rwx------");
    assertThat(gateway.get("/evidence/fresh?tenant=acme-corp").body())
        .isEqualTo(new String(ONE, UTF_8));
  }

  @Test
  void withoutAnIdTheBytesGiveOne() {
    JsonObject taken = json(post("", EvidenceSample.valid("acme-corp", 77)));

    assertThat(taken.getString("id")).isEqualTo(taken.getString("sha256").substring(0, 32));
  }

  @Test
  void theSameBytesAreTakenAgainInAnyTierAndUnderAnyTag() {
    post("?id=same", ONE);
    assertThat(post("?id=same", ONE, "If-Match", "\"other\"").statusCode()).isEqualTo(200);
    lock("same");
    HttpResponse<String> again = post("?id=same", ONE);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).getString("tier")).isEqualTo("LOCKED");
  }

  @Test
  void otherBytesReplaceADocumentUnderItsTagAlone() throws IOException {
    HttpResponse<String> first = post("?id=edit", ONE);
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(reason(post("?id=edit", TWO))).isEqualTo("409 evidence.exists");
    assertThat(reason(post("?id=edit", TWO, "If-Match", "\"x\""))).isEqualTo("412 etag.nomatch");
    assertThat(reason(post("?id=none", TWO, "If-Match", tag))).isEqualTo("412 etag.missing");
    assertThat(reason(post("?id=edit", TWO, "If-Match", "x"))).isEqualTo("400 request.invalid");
    assertThat(post("?id=edit", TWO, "If-Match", tag).statusCode()).isEqualTo(200);
    assertThat(Files.readAllBytes(file(json(first).getString("path")))).isEqualTo(TWO);
  }

  @Test
  void aLockedDocumentIsReadOnlyAndTakesNoOtherBytes() throws IOException {
    HttpResponse<String> first = post("?id=final", ONE);
    HttpResponse<String> locked = lock("final");

    assertThat(locked.statusCode()).isEqualTo(200);
    assertThat(json(locked).getString("tier")).isEqualTo("LOCKED");
    assertThat(json(locked).getString("locked_at")).isNotNull();
    assertThat(mode(file(json(locked).getString("path")))).isEqualTo("r--r--r--");
    assertThat(file(json(first).getString("path"))).doesNotExist();
    assertThat(lock("final").body()).isEqualTo(locked.body());
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(reason(post("?id=final", TWO, "If-Match", tag))).isEqualTo("409 evidence.locked");
  }

  @Test
  void aDocumentThatIsNotWhatWasSignedIsNotLocked() throws IOException {
    Files.write(file("evidence_bad.json"), EvidenceSample.tampered("acme-corp", 3));
    Await.until(PATIENCE, () -> reason(lock("bad")).equals("409 evidence.tampered"), () -> "");
    assertThat(reason(lock("nobody"))).isEqualTo("404 request.not_found");
  }

  @Test
  void nothingIsWrittenOverAFileAtTheLockedPlace() throws IOException {
    JsonObject first = json(post("?id=twice", ONE));
    Path other = file(first.getString("path").replace(".json", ".locked.json"));
    Files.writeString(other, "{}");

    assertThat(reason(lock("twice"))).isEqualTo("409 evidence.exists");
    assertThat(Files.readString(other)).isEqualTo("{}");
    assertThat(file(first.getString("path"))).exists();
  }

  @Test
  void whatIsWrongIsCheckedInOrder() {
    byte[] tooLarge = new byte[LARGEST + 1];
    byte[] theirs = EvidenceSample.valid("default", 1);
    var plain = gateway.request("/evidence").header("Content-Type", "text/plain");
    var plainId = gateway.request("/evidence?id=.x").header("Content-Type", "text/plain");

    assertThat(reason(send(plain, tooLarge))).isEqualTo("413 request.too_large");
    assertThat(reason(send(plainId, ONE))).isEqualTo("415 request.unsupported_media_type");
    assertThat(reason(post("?id=.x", "{}".getBytes(UTF_8)))).isEqualTo("400 request.invalid");
    assertThat(reason(post("?id=m", "{}".getBytes(UTF_8)))).isEqualTo("400 evidence.invalid");
    assertThat(reason(post("?id=m", theirs))).isEqualTo("400 evidence.tenant_mismatch");
    assertThat(reason(post("?id=m&idd=n", ONE))).isEqualTo("400 request.invalid");
  }

  @Test
  void theProblemSaysWhatIsWrongWithADocument() {
    assertThat(post("", "{\"meta\":{}}".getBytes(UTF_8)).body()).contains("lacks the blocks");
    assertThat(post("", "[]".getBytes(UTF_8)).body()).contains("not an object");
    assertThat(post("", "{".getBytes(UTF_8)).body()).contains("not strict JSON");
    assertThat(post("", EvidenceSample.tampered("acme-corp", 1)).body())
        .contains("integrity.signature_sha256");
  }

  @Test
  void idsThatLeadElsewhereAreRefused() {
    for (String id :
        List.of("", "..", "a%2Fb", "a.json", "a.locked", "log", "summary", "%00", "-a", "é")) {
      assertThat(reason(post("?id=" + id.replace("é", "%C3%A9"), ONE)))
          .as(id)
          .isEqualTo("400 request.invalid");
    }
    assertThat(reason(post("?id=" + "a".repeat(129), ONE))).isEqualTo("400 request.invalid");
  }

  @Test
  void theLargestDocumentIsTaken() {
    byte[] document = Arrays.copyOf(ONE, LARGEST);
    Arrays.fill(document, ONE.length, LARGEST, (byte) ' ');

    assertThat(post("?id=large", document).statusCode()).isEqualTo(201);
  }

  @Test
  void aRepeatUnderAKeyGetsTheFirstAnswer() {
    HttpResponse<String> first = post("?id=keyed", ONE, "Idempotency-Key", "k1");
    HttpResponse<String> again = post("?id=keyed", ONE, "Idempotency-Key", "k1");

    assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(reason(post("?id=keyed", TWO, "Idempotency-Key", "k1")))
        .isEqualTo("422 request.idempotency_mismatch");
  }

  @Test
  void thePolicyLocksWhatIsDueAndOperatorsSeeWhereEachValueComesFrom() throws IOException {
    JsonObject taken = json(post("?id=due", EvidenceSample.valid("acme-corp", 9)));
    Path file = file(taken.getString("path"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
    Path policy = gateway.conf().resolve("evidence.yaml");
    Files.writeString(
        policy, Files.readString(policy).replace("lock_after_hours: 0", "lock_after_hours: 2"));

    Path locked = file(taken.getString("path").replace(".json", ".locked.json"));
    Await.until(PATIENCE, () -> Files.exists(locked), () -> gateway.ops("/readyz").body());
    JsonObject evidence =
        json(gateway.ops("/ops/tenants/acme-corp"))
            .getJsonObject("effective")
            .getJsonObject("evidence");
    assertThat(evidence.getJsonObject("wip_days").getString("source")).isEqualTo("tenant");
    assertThat(evidence.getJsonObject("wip_days").getLong("value")).isEqualTo(3);
    assertThat(evidence.getJsonObject("keep_min").getString("file")).isEqualTo("evidence.yaml");
    assertThat(evidence.getJsonObject("lock_after_hours").getLong("value")).isEqualTo(2);
  }
}

package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway makes of requests that are signed, and of those that only look so. */
final class SignedGatewayTest {
  private static final SigningKey SECRET = SigningKey.make("mac", Algorithm.HMAC_SHA256);
  private static final SigningKey PAIR = SigningKey.make("pair", Algorithm.ED25519);
  private static final SigningKey RETIRED = SigningKey.make("old", Algorithm.HMAC_SHA256);
  private static final SigningKey OTHER = SigningKey.make("other", Algorithm.HMAC_SHA256);
  private static final SigningKey STRANGER = SigningKey.make("nobody", Algorithm.HMAC_SHA256);
  private static final String ENTRY = "/etags/a?tenant=acme-corp";

  private static RunningGateway gateway;
  private static Path audit;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    for (SigningKey key : List.of(SECRET, PAIR, RETIRED, OTHER)) {
      key.writeTo(conf);
    }
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: partners\n    purpose: requests\n    tenants: [acme-corp, far, few]\n"
            + "    scopes: \"ops:read store:read store:write replay:write\"\n    keys:\n"
            + (SECRET.entry("active") + PAIR.entry("active") + RETIRED.entry("retired"))
            + "  - name: others\n    purpose: requests\n    scopes: \"ops:read\"\n    keys:\n"
            + OTHER.entry("active"));
    Files.writeString(
        Files.createDirectories(home.resolve("tenants")).resolve("far.yaml"),
        "tenant_id: far\nname: Far\nstatus: active\nclock_skew_ms: 300000\n");
    Files.writeString(
        home.resolve("tenants/few.yaml"),
        """
        tenant_id: few
        name: Few
        status: active
        limits: {max_users: 1, max_users_action: refuse}
        """);
    audit = home.resolve("var/audit");
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt+signed"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static Request signed(SigningKey key, Request request) {
    return new RequestSigner(key).sign(request, now(), UUID.randomUUID().toString());
  }

  private static HttpResponse<String> send(Request request) {
    HttpRequest.Builder builder =
        gateway
            .request(request.target())
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    request.fields().forEach(builder::header);
    return gateway.send(builder.build());
  }

  private static Request put(String body) {
    return Request.of("PUT", ENTRY, body).with("content-type", "application/json");
  }

  private static void assertRefused(Request request, int status, String reason) {
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(new JsonObject(response.body()).getString("reason_code")).isEqualTo(reason);
  }

  @Test
  void aRequestThatIsSignedCountsAndOneThatIsNotDoesNot() {
    for (SigningKey key : List.of(SECRET, PAIR)) {
      Request get = signed(key, Request.of("GET", "/slo?tenant=acme-corp", ""));
      assertThat(send(get).statusCode()).isEqualTo(200);
      assertThat(send(get).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoProvesNothingHearsOfBothWays() {
    Request bare = Request.of("GET", "/slo?tenant=acme-corp", "");
    assertRefused(bare, 401, "auth.missing");

    HttpResponse<String> refused = send(bare);
    assertThat(refused.headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"decisionos\"", "Signature realm=\"decisionos\"");
    assertThat(new JsonObject(refused.body()).getString("detail"))
        .contains("Authorization: Bearer TOKEN", "tag=\"decisionos\"");
  }

  @Test
  void aWriteCountsOnceForItsNonceWhateverItsBodyWas() {
    Request write = signed(PAIR, put("{\"a\":1}"));

    var other = new Request("PUT", ENTRY, "{\"a\":2}", write.fields());
    assertRefused(other, 401, "auth.invalid");
    assertThat(send(write).statusCode()).isBetween(200, 201);
    assertRefused(write, 401, "auth.replayed");
    assertThat(send(signed(PAIR, put("{\"a\":1}"))).statusCode()).isEqualTo(200);
  }

  private static String audited() {
    try (Stream<Path> files = Files.list(audit)) {
      var text = new StringBuilder();
      for (Path file : files.toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsRefusedIsAuditedWithoutItsNonce() {
    Request write = signed(PAIR, put("{\"b\":1}"));
    send(write);
    String nonce = write.fields().get("signature-input").replaceFirst(".*nonce=\"([^\"]+).*", "$1");
    assertRefused(write, 401, "auth.replayed");
    assertRefused(signed(STRANGER, put("{}")), 401, "auth.invalid");

    Await.until(
        Duration.ofSeconds(10),
        () ->
            audited().contains("\"event\":\"auth.replayed\"")
                && audited().contains("\"event\":\"signature.refused\""),
        SignedGatewayTest::audited);
    assertThat(audited()).contains("keyset:partners").doesNotContain(nonce);
  }

  @Test
  void whatTheCommandLineSignsCounts(@TempDir Path files) throws IOException {
    Path body = Files.writeString(files.resolve("body"), "{\"by\":\"hand\"}");
    Path key = Files.writeString(files.resolve("k.private.pem"), PAIR.privatePem());
    for (List<String> how : List.of(List.of("mac"), List.of("pair", "--key", key.toString()))) {
      var arguments = new ArrayList<>(List.of("sign", "--keyset", "partners", "--kid"));
      arguments.addAll(how);
      arguments.addAll(List.of("--conf", gateway.conf().toString(), "--body", body.toString()));
      arguments.addAll(List.of("--header", "Content-Type: application/json"));
      arguments.addAll(List.of("PUT", "http://127.0.0.1:" + gateway.httpPort() + ENTRY));

      CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));

      assertThat(run.code()).as(run.err()).isZero();
      Request write = put(Files.readString(body));
      for (String line : run.out().lines().toList()) {
        write =
            write.with(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
      }
      assertThat(send(write).statusCode()).isBetween(200, 201);
    }
  }

  @Test
  void noncesOfSignedRequestsAreKeptApartFromThoseOfCallers() {
    Request write = new RequestSigner(PAIR).sign(put("{}"), now(), "shared-nonce");
    assertThat(send(write).statusCode()).isBetween(200, 201);
    String spelled = SignedNonce.of("pair", "shared-nonce", now()).value();
    for (String nonce : List.of("shared-nonce", spelled)) {
      var body = new JsonObject().put("nonce", nonce).put("timestamp_ms", now() * 1000);
      Request replay =
          Request.of("POST", "/replay?tenant=acme-corp", body.encode())
              .with("content-type", "application/json");
      assertThat(send(signed(SECRET, replay)).statusCode()).as(nonce).isEqualTo(200);
      assertThat(send(signed(SECRET, replay)).statusCode()).as(nonce).isEqualTo(409);
    }
    assertRefused(write, 401, "auth.replayed");
    Request ofAnotherKey = new RequestSigner(SECRET).sign(put("{}"), now(), "shared-nonce");
    assertThat(send(ofAnotherKey).statusCode()).isBetween(200, 201);
    var tenant = TenantId.parse("acme-corp").orElseThrow();
    assertThat(new Nonce(tenant, spelled, Nonce.Space.SIGNED).key(tenant.toString()))
        .isEqualTo("dos:signed:acme-corp:" + spelled);
  }

  @Test
  void aRetryIsSignedAnewAndIsTheSameRequest() {
    Request retry = put("[]").with("idempotency-key", UUID.randomUUID().toString());

    assertThat(send(signed(SECRET, retry)).statusCode()).isBetween(200, 201);
    HttpResponse<String> again = send(signed(SECRET, retry));

    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
  }

  @Test
  void aNonceIsLookedAtBeforeAKeptAnswerAndAWrongDigestIsNotKept() {
    Request write = put("[1]").with("idempotency-key", UUID.randomUUID().toString());
    Request first = signed(SECRET, write);

    assertRefused(new Request("PUT", ENTRY, "[2]", first.fields()), 401, "auth.invalid");
    assertThat(send(first).headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertRefused(first, 401, "auth.replayed");
    assertThat(send(signed(SECRET, write)).statusCode()).isBetween(200, 201);
  }

  @Test
  void whatIsSignedIsThePathAndTheQueryAsTheyAreSent() {
    String target = "/etags/%61%2F%C3%A9%20?tenant=acme%2Dcorp&";
    Request write = Request.of("PUT", target, "{}").with("content-type", "application/json");
    Request signed = signed(PAIR, write);

    for (String other :
        List.of("/etags/a%2F%C3%A9%20?tenant=acme%2Dcorp&", target.replace("&", ""))) {
      assertRefused(new Request("PUT", other, "{}", signed.fields()), 401, "auth.invalid");
    }
    assertThat(send(signed).statusCode()).isBetween(200, 201);
    assertThat(send(signed(SECRET, Request.of("GET", "/slo?tenant=acme-corp", ""))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void allWhoSignWithTheKeysOfAKeysetAreOneUser() {
    for (SigningKey key : List.of(SECRET, PAIR)) {
      Request get = Request.of("GET", "/slo?tenant=few", "");
      assertThat(send(signed(key, get)).statusCode()).as(key.kid()).isEqualTo(200);
    }
    assertRefused(
        signed(OTHER, Request.of("GET", "/slo?tenant=few", "")), 403, "tenant.user_limit");
  }

  @Test
  void whereTheTenantIsNotTheKeysTheClockMayBeOffByAMinute() {
    var signer = new RequestSigner(SECRET);
    for (String tenant : List.of("?tenant=default", "?tenant=nobody", "")) {
      Request get = Request.of("GET", "/slo" + tenant, "");
      HttpResponse<String> near = send(signer.sign(get, now() - 50, "n"));
      assertThat(near.statusCode()).as(tenant).isIn(400, 403);
      assertRefused(signer.sign(get, now() - 63, "n"), 401, "auth.invalid");
    }
  }

  @Test
  void aKeyCountsForItsTenantsAndItsScopesAlone() {
    assertRefused(
        signed(SECRET, Request.of("GET", "/slo?tenant=default", "")), 403, "auth.tenant_mismatch");
    assertRefused(
        signed(SECRET, Request.of("GET", "/evidence?tenant=acme-corp", "")), 403, "auth.scope");
    assertRefused(signed(SECRET, Request.of("GET", "/slo", "")), 400, "tenant.missing");
  }

  @Test
  void nobodyIsToldWhichKeysThereAre() {
    Request get = Request.of("GET", "/slo?tenant=acme-corp", "");
    var wrong = SigningKey.make("mac", Algorithm.HMAC_SHA256);
    List<String> details =
        List.of(RETIRED, STRANGER, wrong, SigningKey.make("mac", Algorithm.ED25519)).stream()
            .map(key -> send(signed(key, get)))
            .peek(response -> assertThat(response.statusCode()).isEqualTo(401))
            .map(response -> new JsonObject(response.body()).getString("detail"))
            .distinct()
            .toList();

    assertThat(details).hasSize(1);
  }

  @Test
  void timesAreLookedAtByTheTenantsSkew() {
    Request get = Request.of("GET", "/slo?tenant=acme-corp", "");
    var signer = new RequestSigner(SECRET);

    assertThat(send(signer.sign(get, now() - 25, "n")).statusCode()).isEqualTo(200);
    assertRefused(signer.sign(get, now() - 33, "n"), 401, "auth.invalid");
    assertRefused(signer.sign(get, now() + 33, "n"), 401, "auth.invalid");
  }

  @Test
  void aTimeOfWhichNoNonceIsRememberedIsToldAsATimeAndNotAsAReplay() {
    Request write =
        Request.of("PUT", "/etags/a?tenant=far", "{}").with("content-type", "application/json");
    var signer = new RequestSigner(SECRET);
    HttpResponse<String> refused =
        Stream.generate(() -> send(signer.sign(write, now() - 300, UUID.randomUUID().toString())))
            .filter(response -> response.statusCode() >= 400)
            .findFirst()
            .orElseThrow();

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("auth.invalid", "created is too far");
    assertThat(send(signer.sign(write, now() - 290, UUID.randomUUID().toString())).statusCode())
        .isBetween(200, 201);
  }

  @Test
  void soTheyAreWhereThePathNamesTheTenant() {
    Request tile = Request.of("GET", "/evidence/log/acme-corp/tile/0/000", "");
    assertRefused(new RequestSigner(SECRET).sign(tile, now() - 33, "n"), 401, "auth.invalid");
  }

  @Test
  void nobodyWhoSignsIsToldOfATokenThatWasNotSent() {
    Request get = Request.of("GET", "/slo?tenant=acme-corp", "");
    for (Request refused :
        List.of(
            signed(STRANGER, get),
            signed(SECRET, Request.of("GET", "/slo?tenant=default", "")),
            signed(SECRET, Request.of("GET", "/evidence?tenant=acme-corp", "")))) {
      HttpResponse<String> response = send(refused);
      var problem = new JsonObject(response.body());
      assertThat(response.headers().allValues("WWW-Authenticate"))
          .noneMatch(challenge -> challenge.startsWith("Bearer"));
      assertThat(problem.getString("title")).startsWith("The credentials ");
      assertThat(problem.getString("detail")).contains("key");
    }
  }

  @Test
  void aTokenBesideASignatureIsRefused() {
    Request get = signed(SECRET, Request.of("GET", "/slo?tenant=acme-corp", ""));
    assertRefused(get.with("authorization", "Bearer x"), 400, "request.invalid");
  }
}

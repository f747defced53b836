package io.decisionos.gateway.http;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.EventReader;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RawHttp.Response;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may pass and in which order it is decided, over HTTP against a whole gateway. */
final class DoorTest {
  private static final String EVENTS = "Accept: text/event-stream\r\n";
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

  private static void assertProblem(Response response, int status, String reasonCode) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("content-type")).contains("application/problem+json");
    assertThat(response.header("cache-control")).contains("no-store");
    var problem = new JsonObject(response.body());
    assertThat(problem.getString("reason_code")).isEqualTo(reasonCode);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("request_id"))
        .isEqualTo(response.header("x-request-id").orElseThrow());
    assertThat(problem.getString("type")).isNotBlank();
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "/slo, 400, tenant.missing",
    "/slo?tenant=, 400, tenant.missing",
    "/slo?tenant, 400, tenant.missing",
    "/slo?Tenant=default, 400, tenant.missing",
    "/slo?tenant=default&tenant=acme-corp, 400, tenant.conflict",
    "/slo?tenant=default&tenant=, 400, tenant.conflict",
    "/slo?tenant=nobody, 403, tenant.unknown",
    "/slo?tenant=Default, 403, tenant.unknown",
    "/slo?tenant=default%00, 403, tenant.unknown",
    "/slo?tenant=default%0a, 403, tenant.unknown",
    "/slo?tenant=-default, 403, tenant.unknown",
    "/slo?tenant=unknown, 403, tenant.unknown",
    "/slo?tenant=..%2Fdefault, 403, tenant.unknown",
    "'/slo?tenant=default,acme-corp', 403, tenant.unknown",
    "/slo?tenant=%zz, 400, request.invalid",
    "/slo?tenant=%ff, 400, request.invalid",
    "/nowhere, 400, tenant.missing",
    "/nowhere?tenant=nobody, 403, tenant.unknown",
    "/nowhere?tenant=default, 404, request.not_found",
    "/?tenant=default, 404, request.not_found",
    "/slo/?tenant=default, 404, request.not_found",
    "/slo/nothing?tenant=default, 404, slo.unknown_key",
    "/slo/%zz?tenant=nobody, 403, tenant.unknown",
    "/slo/%zz?tenant=default, 400, request.invalid",
    "/slo/%ff?tenant=default, 400, request.invalid",
    "/slo/a/b?tenant=default, 404, request.not_found",
    "/slo/a%2Fb?tenant=default, 404, slo.unknown_key",
    "//slo?tenant=default, 404, request.not_found",
    "/./slo?tenant=default, 404, request.not_found",
    "/metrics?tenant=default, 404, request.not_found",
    "/ops/tenants?tenant=default, 404, request.not_found",
    "/cards?tenant=default, 404, request.not_found",
  })
  void aRequestThatMayNotPassIsToldWhy(String target, int status, String reasonCode) {
    Response response = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");

    assertProblem(response, status, reasonCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/", "/ops/tenants", "/metrics"})
  void whoTookTheWrongPortIsToldWhereTheConsoleIs(String target) {
    Response response = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");

    assertProblem(response, 400, "tenant.missing");
    assertThat(new JsonObject(response.body()).getString("detail"))
        .contains("This is the tenants' listener", "open /console/ at the operators' listener");
  }

  @ParameterizedTest
  @CsvSource({
    "default, 200",
    "acme-corp, 400",
  })
  void theHeaderNamesATenantToo(String inQuery, int status) {
    Response response =
        send(
            gateway
                .request("/slo?tenant=" + inQuery)
                .header("X-DecisionOS-Tenant", "default")
                .build());

    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void twoHeadersThatDifferAreAConflict() {
    Response response =
        send(
            gateway
                .request("/slo")
                .header("X-DecisionOS-Tenant", "default")
                .header("X-DecisionOS-Tenant", "acme-corp")
                .build());

    assertProblem(response, 400, "tenant.conflict");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST, 200",
    "localhost:1, 200",
    "127.0.0.1:8080, 200",
    "[::1]:8080, 200",
    "[::1], 200",
    "evil.example, 421",
    "localhost.evil.example, 421",
    "127.0.0.1.evil.example, 421",
    "evil.example:8080, 421",
    "localhost@evil.example, 421",
  })
  void onlyOurHostsAreServed(String host, int status) {
    Response response = raw("GET /slo?tenant=default HTTP/1.1\r\nHost: " + host + "\r\n");

    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void theHostIsCheckedBeforeTheTenantAndOnOpenPaths() {
    assertProblem(raw("GET /slo HTTP/1.1\r\nHost: evil.example\r\n"), 421, "request.misdirected");
    assertProblem(
        raw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n"), 421, "request.misdirected");
  }

  @Test
  void aTargetInAbsoluteFormDoesNotGetRoundTheHostCheck() {
    assertProblem(
        raw("GET http://evil.example/slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n"),
        421,
        "request.misdirected");
    assertThat(
            raw("GET http://localhost/slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n").status())
        .isEqualTo(200);
  }

  /** Schemes have no case, and a path may be left out (RFC 3986, 3.1; RFC 9112, 3.2.2). */
  @ParameterizedTest
  @CsvSource({
    "HTTP://LOCALHOST/slo?tenant=default, 200",
    "hTTps://127.0.0.1:1/slo?tenant=default, 200",
    "http://localhost, 400",
    "http://localhost?tenant=/slo, 400",
    "http://evil.example, 421",
    "HTTP://evil.example/slo?tenant=default, 421",
    "http://, 421",
    "ftp://localhost/slo?tenant=default, 400",
  })
  void aTargetInAbsoluteFormIsReadAsTheStandardHasIt(String target, int status) {
    assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n").status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /slo?tenant=default HTTP/1.1\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r\\nHost:\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r\\nHost: localhost\\r\\n: nameless\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r\\nHost: localhost\\r\\n:\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r\\nHost: localhost\\r\\nX : y\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r\\nHost: localhost\\r\\nX@Y: z\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r\\nHost: localhost\\r\\nX(Y): z\\r\\n | 400",
        "GET\\r\\n | 400",
        "GET / HTTP/x.y\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.0\\r\\nHost: localhost\\r\\nbad header\\r\\n | 400",
        "OPTIONS * HTTP/1.1\\r\\nHost: localhost\\r\\n | 400",
        "CONNECT localhost:80 HTTP/1.1\\r\\nHost: localhost\\r\\n | 400",
        "GET slo HTTP/1.1\\r\\nHost: localhost\\r\\n | 400",
        "GET /slo HTTP/1.1\\r\\nHost: localhost\\r\\nbad header\\r\\n | 400",
        "GET /slo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: x\\r\\n | 400",
        "GET /slo HTTP/1.1\\r"
            + "\\n"
            + "Host: localhost\\r"
            + "\\n"
            + "Content-Length: 1\\r"
            + "\\n"
            + "Content-Length: 2\\r"
            + "\\n"
            + " | 400",
        "NONSENSE\\r\\n | 400",
        "GET /slo?tenant=default HTTP/2.0\\r\\nHost: localhost\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.7\\r\\nHost: localhost\\r\\n | 400",
        "GET /slo?tenant=default FOO/1.1\\r\\nHost: localhost\\r\\n | 400",
        "PRI * HTTP/2.0\\r\\n | 400",
        "GET /slo?tenant=default HTTP/1.1\\r"
            + "\\n"
            + "Host: localhost\\r"
            + "\\n"
            + "Transfer-Encoding: gzip, chunked\\r"
            + "\\n"
            + " | 400",
        "GET /slo\u00e9?tenant=default HTTP/1.1\\r\\nHost: localhost\\r\\n | 400",
        "POST /labels/validate?tenant=default HTTP/1.1\\r"
            + "\\n"
            + "Host: localhost\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "ZZ\\r"
            + "\\n"
            + " | 400",
      })
  void malformedHttpIsAProblemToo(String head, int status) {
    Response response = raw(head.replace("\\r\\n", "\r\n"));

    assertProblem(response, status, "request.invalid");
    assertThat(response.head().get(0)).startsWith("HTTP/1.1 ");
    assertThat(response.header("date")).isPresent();
  }

  @Test
  void aBrokenBodyThatNobodyReadsIsRefusedAndEndsTheConnection() throws IOException {
    String broken =
        String.join(
            "\r\n",
            "GET /etags/k?tenant=default HTTP/1.1",
            "Host: localhost",
            "Transfer-Encoding: chunked",
            "",
            "ZZ",
            "",
            "");
    String next = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    List<Response> answers = RawHttp.pipeline(gateway.httpPort(), List.of(broken, next));

    assertThat(answers).hasSize(1);
    assertProblem(answers.get(0), 400, "request.invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "/healthz, 200",
    "/readyz, 200",
    "/slo?tenant=default, 400",
    "/metrics, 400",
    "http://evil.example/healthz, 400",
  })
  void aBalancerThatSpeaksHttp10NeedsNotNameUsWhereItAsksWhetherWeAreWell(
      String target, int status) {
    Response response = raw("GET " + target + " HTTP/1.0\r\n");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.head().get(0)).startsWith("HTTP/1.1 ");
    assertThat(response.header("connection")).contains("close");
    assertThat(raw("GET " + target + " HTTP/1.1\r\n").status()).isEqualTo(400);
  }

  @Test
  void everyAnswerSaysWhenItWasMade() throws IOException {
    for (String target :
        new String[] {"/slo?tenant=default", "/healthz", "/slo", "/nowhere?tenant=default"}) {
      String date = get(target).header("date").orElseThrow();

      var told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      assertThat(Duration.between(told, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
      assertThat(date).matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");
    }
    try (var events =
        EventReader.open(gateway.httpPort(), "/cards/highlights/stream?tenant=default", EVENTS)) {
      assertThat(events.head()).anyMatch(line -> line.toLowerCase(ROOT).startsWith("date: "));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, '/etags/k?tenant=default&ttl=5', 1, 400",
    "PUT, '/etags/k?tenant=default&ttl_ms=5000&Tenant=x', 1, 400",
    "PUT, '/etags/k?tenant=default&ttl_ms=5000', 1, 201",
    "DELETE, '/etags/k?tenant=default&ttl_ms=5000', '', 400",
    "POST, '/replay?tenant=default&nonce=x', {}, 400",
    "POST, '/events/reasons?tenant=default&top=1', [], 400",
    "POST, '/labels/validate?tenant=default&top=1', '{\"labels\":{}}', 200",
    "POST, '/cards/reason-trends?tenant=default&x=1', '{\"reasons\":[]}', 200",
    "GET, '/slo?tenant=default&x=1', '', 200",
  })
  void aParameterThatAWriteDoesNotKnowIsRefusedAndAReadPassesItOver(
      String method, String target, String body, int status) {
    Response response =
        send(
            gateway
                .request(target)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());

    assertThat(response.status()).isEqualTo(status);
    if (status == 400) {
      assertProblem(response, 400, "request.invalid");
      assertThat(response.body()).contains("Leave out the parameter");
    }
  }

  @Test
  void whatIsWrongIsToldInTheOrderOfTheContract() {
    String head = "PUT /etags/k?tenant=default&ttl=5 HTTP/1.1\r\nHost: localhost\r\n";
    String text = "Content-Type: text/plain\r\n";
    String large = "Content-Length: 9999999\r\n";

    assertProblem(raw(head + "Idempotency-Key: a b\r\n" + text + large), 400, "request.invalid");
    assertProblem(raw(head + text + large), 415, "request.unsupported_media_type");
    assertProblem(raw(head + large), 413, "request.too_large");
    assertProblem(raw(head + "Content-Length: 0\r\n"), 400, "request.invalid");
  }

  @Test
  void aTargetThatIsTooLongIsRefused() {
    assertProblem(
        raw("GET /slo?tenant=" + "a".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n"),
        414,
        "request.uri_too_long");
  }

  @Test
  void headersThatAreTooLargeAreRefused() {
    assertProblem(
        raw("GET /slo HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n"),
        431,
        "request.too_large");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /slo, 'GET, HEAD'",
    "DELETE, /slo/latency_p95_ms, 'GET, HEAD'",
    "GET, /labels/validate, POST",
    "PATCH, /labels, 'GET, HEAD'",
    "BREW, /labels, 'GET, HEAD'",
  })
  void aMethodThatAPathDoesNotTakeIsToldWhichItTakes(String method, String path, String allow) {
    Response response =
        raw(method + " " + path + "?tenant=default HTTP/1.1\r\nHost: localhost\r\n");

    assertProblem(response, 405, "request.method_not_allowed");
    assertThat(response.header("allow")).contains(allow);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "application/json; charset=utf-8, 200",
    "Application/JSON, 200",
    "application/vnd.decisionos+json, 415",
    "text/plain, 415",
    "application/x-www-form-urlencoded, 415",
    "multipart/form-data; boundary=x, 415",
    "application/jsonx, 415",
  })
  void aBodyOfAnotherMediaTypeIsRefused(String contentType, int status) {
    Response response =
        send(
            gateway
                .request("/labels/validate?tenant=default")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString("{\"labels\":{}}"))
                .build());

    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void aBodyOfTwoMediaTypesIsRefused() {
    String types = "Content-Type: application/json\r\nContent-Type: text/plain\r\n";
    Response response =
        raw("POST /labels/validate?tenant=default HTTP/1.1\r\nHost: localhost\r\n" + types);

    assertProblem(response, 415, "request.unsupported_media_type");
  }

  @Test
  void aBodyWithoutAMediaTypeIsTakenAsJson() {
    Response response =
        send(
            gateway
                .request("/labels/validate?tenant=default")
                .POST(BodyPublishers.ofString("{\"labels\":{}}"))
                .build());

    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhetherItSaysItsLengthOrNot() {
    byte[] body = new byte[(1 << 20) + 1];

    assertProblem(validate(BodyPublishers.ofByteArray(body)), 413, "request.too_large");
    assertProblem(
        validate(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
        413,
        "request.too_large");
  }

  private static Response validate(BodyPublisher body) {
    return send(gateway.request("/labels/validate?tenant=default").POST(body).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "{",
        "[]",
        "{}",
        "null",
        "{\"labels\":[]}",
        "{\"labels\":{\"a\":1,\"a\":2}}",
        "{\"labels\":{}} x",
        "{\"labels\":{\"a\":NaN}}",
      })
  void aBodyThatIsNotAnObjectOfLabelsIsRefused(String body) {
    assertProblem(validate(BodyPublishers.ofString(body)), 400, "request.invalid");
  }

  @Test
  void bytesThatAreNotUtf8AndEndlessNestingAreRefused() {
    assertProblem(
        validate(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"'})),
        400,
        "request.invalid");
    assertProblem(
        validate(BodyPublishers.ofString("{\"labels\":" + "[".repeat(500_000))),
        400,
        "request.invalid");
  }

  @Test
  void theCallersOwnRequestIdIsKeptWhereItIsSane() {
    assertThat(requestId("abc-1.2_Z")).isEqualTo("abc-1.2_Z");
    assertThat(requestId("a".repeat(128))).isEqualTo("a".repeat(128));
    assertThat(requestId("a".repeat(129))).hasSize(16);
    assertThat(requestId("a b")).hasSize(16);
    assertThat(requestId("<x>")).hasSize(16);
  }

  private static String requestId(String sent) {
    return send(gateway.request("/slo?tenant=default").header("X-Request-Id", sent).build())
        .header("x-request-id")
        .orElseThrow();
  }

  @Test
  void aTraceIsCarriedThroughWhereItIsWellFormed() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    var sent = gateway.request("/slo?tenant=default");

    assertThat(send(sent.copy().header("traceparent", trace).build()).header("traceparent"))
        .contains(trace);
    assertThat(send(sent.copy().header("traceparent", "x").build()).header("traceparent"))
        .isEmpty();
  }

  @Test
  void openPathsNeedNoTenantAndDoNotVaryOnIt() {
    for (String path : new String[] {"/healthz", "/readyz", "/openapi.yaml"}) {
      Response response = get(path);

      assertThat(response.status()).as(path).isEqualTo(200);
      assertThat(response.header("vary")).isEmpty();
      assertThat(response.header("x-request-id")).isPresent();
    }
  }

  @Test
  void theBareReadyzSaysNothingOfTenants() {
    assertThat(get("/readyz").body()).isEqualTo("{\"state\":\"ok\"}");
  }

  @Test
  void headersOfAnAnswerAreThoseOfTheContract() {
    Response response = get("/slo?tenant=default");

    assertThat(response.header("vary")).contains("X-DecisionOS-Tenant, Authorization");
    assertThat(response.header("cache-control")).contains("private, no-cache");
    assertThat(response.header("etag").orElseThrow()).matches("\"[0-9a-f]{32}\"");
    assertThat(response.header("content-type")).contains("application/json");
  }

  @Test
  void aTagOfOneTenantIsNotFreshForAnother() {
    String etag = get("/labels?tenant=default").header("etag").orElseThrow();

    assertThat(conditional("default", etag)).isEqualTo(304);
    assertThat(conditional("default", "W/" + etag)).isEqualTo(304);
    assertThat(conditional("default", "\"x\", " + etag)).isEqualTo(304);
    assertThat(conditional("default", "*")).isEqualTo(304);
    assertThat(conditional("default", "\"x\"")).isEqualTo(200);
    assertThat(conditional("acme-corp", etag)).isEqualTo(200);
  }

  private static int conditional(String tenant, String etags) {
    return send(gateway.request("/labels?tenant=" + tenant).header("If-None-Match", etags).build())
        .status();
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws IOException {
    Response get =
        RawHttp.exchange(
            gateway.httpPort(), "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n");
    Response head =
        send(
            gateway.request("/slo?tenant=default").method("HEAD", BodyPublishers.noBody()).build());

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("etag")).isEqualTo(get.header("etag"));
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
  }

  /**
   * Who asks first may leave the body out once it has an answer, and may send it: what comes next
   * on the connection could be taken for either (RFC 9110, 10.1.1).
   */
  @ParameterizedTest
  @CsvSource({
    "POST, /labels/validate?tenant=default, text/plain, 415",
    "POST, /labels/validate, application/json, 400",
    "PUT, /etags/k?tenant=nobody, application/json, 403",
    "POST, /nowhere?tenant=default, application/json, 404",
    "POST, /slo?tenant=default, application/json, 405",
    "GET, /slo?tenant=default, application/json, 200",
  })
  void whoIsNotToldToGoOnIsToldThatTheConnectionEnds(
      String method, String target, String type, int status) {
    Response response =
        raw(
            method
                + " "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 13\r\n"
                + "Content-Type: "
                + type
                + "\r\n");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("connection")).contains("close");
  }

  @Test
  void whoIsToldToGoOnKeepsTheConnection() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      socket.setSoTimeout(10_000);
      String head =
          """
          POST /labels/validate?tenant=default HTTP/1.1\r
          Host: localhost\r
          Expect: 100-continue\r
          Content-Length: 13\r
          \r
          """;
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(100);
        socket.getOutputStream().write("{\"labels\":{}}".getBytes(StandardCharsets.US_ASCII));
        Response response = RawHttp.read(socket.getInputStream());
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("connection")).isEmpty();
      }
    }
  }

  /** Beside other words, too (RFC 9112, 9.6). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "close",
        "Close",
        "TE, close",
        "close , TE",
        "TE\r\nConnection: keep-alive, CLOSE"
      })
  void whoWantsTheConnectionToEndIsAnsweredAndItEnds(String options) throws IOException {
    String last = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: " + options + "\r\n\r\n";

    List<Response> said = RawHttp.pipeline(gateway.httpPort(), List.of(last, last));

    assertThat(said).hasSize(1);
    assertThat(said.get(0).header("connection")).contains("close");
  }

  @Test
  void aConnectionGoesOnAfterARefusedRequestWithABody() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      socket.setSoTimeout(10_000);
      String refused =
          "POST /labels/validate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
      String good = "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write((refused + good).getBytes(StandardCharsets.US_ASCII));

      assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(400);
      assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
    }
  }

  private static Response get(String target) {
    return Response.of(gateway.get(target));
  }

  private static Response send(HttpRequest request) {
    return Response.of(gateway.send(request));
  }

  /** Sends a request head as it stands. */
  private static Response raw(String head) {
    try {
      return RawHttp.exchange(gateway.httpPort(), head + "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks {@code docs/openapi.yaml} and the running gateway, each against the other. */
class OpenApiTest {
  private static final Pattern ROUTE =
      Pattern.compile("(?:Route\\s*\\.|new Route\\(\\s*HttpMethod\\.)(\\w+)[(,]\\s*\"([^\"]+)\"");

  private static final List<Provocation> PROVOCATIONS =
      List.of(
          new Provocation(any -> true, r -> r),
          new Provocation(any -> true, r -> r.without("Host")),
          new Provocation(any -> true, r -> r.without("Host").with("Host: evil.example")),
          new Provocation(any -> true, r -> r.by("PATCH")),
          new Provocation(any -> true, r -> r.asking("pad=" + "x".repeat(9000))),
          new Provocation(any -> true, r -> r.with("X-Pad: " + "x".repeat(17_000))),
          new Provocation(OpenApiTest::needsTenant, r -> r.at(r.target().split("\\?", 2)[0])),
          new Provocation(OpenApiTest::needsTenant, r -> r.with("X-DecisionOS-Tenant: default")),
          new Provocation(OpenApiTest::needsTenant, r -> as(r, "nobody")),
          new Provocation(OpenApiTest::needsTenant, r -> as(r, "sleepy")),
          new Provocation(OpenApiTest::needsTenant, r -> as(r, "broken")),
          new Provocation(OpenApiTest::needsTenant, r -> as(r, "hasty")),
          new Provocation(OpenApiTest::needsTenant, r -> as(r, "hasty")),
          new Provocation(any -> true, r -> r.with("If-None-Match: *")),
          new Provocation(
              op -> op.path().contains("{"),
              r -> r.at(r.target().replaceFirst("/[^/?]+(\\?|$)", "/no$1"))),
          new Provocation(OpenApiTest::takesBody, r -> r.with("Content-Length: 99999999")),
          new Provocation(
              OpenApiTest::takesBody,
              r -> r.without("Content-Type").with("Content-Type: text/css")),
          new Provocation(OpenApiTest::takesBody, r -> r.carrying("{\"labels\":")),
          new Provocation(op -> op.path().endsWith("/usage"), r -> r.with("Accept: text/csv")),
          new Provocation(
              op -> op.path().equals("/metrics"),
              r -> r.with("Accept: application/openmetrics-text")),
          new Provocation(any -> true, r -> r.with("Origin: http://evil.example")));

  /** What a gateway answers to the first call of all; the other examples take a past. */
  private static final Set<String> ANSWERED_AT_FIRST =
      Set.of(
          "getHealth",
          "getReadiness",
          "getSlo",
          "getSloValue",
          "getLabels",
          "validateLabels",
          "admitNonce",
          "appendReasonEvents",
          "listTenants",
          "getTenant",
          "listKeys",
          "listTenantUsers",
          "resetTenantUsers");

  @TempDir private Path home;

  private final Set<String> seen = new TreeSet<>();
  private final List<String> complaints = new ArrayList<>();
  private final LiveShapes shapes = new LiveShapes();
  private OpenApi api;

  /** A way to spoil a request, and the operations for which it makes a difference. */
  private record Provocation(
      Predicate<Operation> concerns, UnaryOperator<DocumentedRequest> spoil) {}

  private static boolean needsTenant(Operation operation) {
    var tags = operation.json().getJsonArray("tags");
    return Stream.of("overlays", "cards", "evidence", "storage", "events", "usage")
        .anyMatch(tags::contains);
  }

  private static boolean isAnsweredAtFirst(Operation operation) {
    return ANSWERED_AT_FIRST.contains(operation.json().getString("operationId"));
  }

  private static boolean takesBody(Operation operation) {
    return operation.json().containsKey("requestBody");
  }

  private static DocumentedRequest as(DocumentedRequest request, String tenant) {
    return request.at(request.target().replace("acme-corp", tenant));
  }

  @BeforeEach
  void readTheDocument() throws Exception {
    api = OpenApi.read();
  }

  @Test
  void everyOutcomeThatIsDocumentedHappensAndNoOther() throws Exception {
    Path tenants = Files.createDirectories(home.resolve("more"));
    Files.copy(Path.of("tenants/acme_corp.yaml"), tenants.resolve("acme_corp.yaml"));
    Files.copy(Path.of("tenants/default.yaml"), tenants.resolve("default.yaml"));
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    String document = "{\"meta\": {\"tenant\": \"acme-corp\"}}";
    Files.writeString(evidence.resolve("evidence_2025.json"), document);
    tenant(tenants, "sleepy", "suspended");
    tenant(tenants, "broken", "asleep");
    tenant(tenants, "hasty", "active\nlimits: { max_qps: 1, burst_ms: 0 }");
    try (var gateway =
        RunningGateway.start(home, Map.of("DECISIONOS_TENANTS", tenants.toString()))) {
      awaitNews(gateway);
      for (Operation operation : api.operations()) {
        provokeAll(gateway, operation);
      }
    }
    new Strangers(api, home).knock(this::note);
    var crowd = new Crowd(api, home);
    crowd.overload(this::note);
    crowd.overloadSlo(this::note);
    crowd.timeOut(this::note);
    crowd.reloadAllAtOnce(this::note);
    crowd.drain(this::note);
    var storage = new StorageCaller(api, home, this::note);
    storage.writeAndRead();
    storage.fill();
    storage.loseRedis();
    new EventsCaller(api, home, this::note).callAll();
    new EvidenceCaller(api, home, this::note).callAll();
    new AlertsCaller(api, home, this::note).callAll();
    new StreamsCaller(api, home, this::note).open();

    assertThat(complaints).isEmpty();
    assertThat(
            api.operations().stream()
                .filter(op -> !isAnsweredAtFirst(op))
                .flatMap(op -> shapes.neverSeen(api, op).stream()))
        .isEmpty();
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            api.operations().stream()
                .flatMap(op -> api.outcomes(op).stream().map(outcome -> op + " " + outcome))
                .toList());
  }

  /** What is counted by the second has something to show: an alert, and a tenant's targets. */
  private static void awaitNews(RunningGateway gateway) throws IOException {
    RawHttp.exchange(
        gateway.httpPort(), "GET /slo?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n\r\n");
    Await.until(
        Duration.ofSeconds(60),
        () ->
            gateway.ops("/ops/alerts").body().contains("\"tenant\":\"broken\"")
                && gateway.ops("/ops/slo").body().contains("\"acme-corp\""),
        () -> gateway.ops("/ops/alerts").body() + gateway.ops("/ops/slo").body());
  }

  private static void tenant(Path directory, String id, String status) throws IOException {
    String text = "tenant_id: " + id + "\nname: " + id + "\nstatus: " + status + "\n";
    Files.writeString(directory.resolve(id + ".yaml"), text);
  }

  private void provokeAll(RunningGateway gateway, Operation operation) throws IOException {
    var asDocumented = DocumentedRequest.of(api, operation);
    for (Provocation provocation : PROVOCATIONS) {
      if (provocation.concerns().test(operation)) {
        var request = provocation.spoil().apply(asDocumented);
        note(operation, RawHttp.exchange(port(gateway, operation), request.raw()));
      }
    }
  }

  private static int port(RunningGateway gateway, Operation operation) {
    return operation.listener().equals("tenants") ? gateway.httpPort() : gateway.opsPort();
  }

  private void note(Operation operation, RawHttp.Response response) {
    String outcome = operation + " " + OpenApi.outcome(response);
    seen.add(outcome);
    shapes.add(operation, response);
    var documented = api.response(operation, String.valueOf(response.status()));
    api.complaints(documented, response)
        .forEach(complaint -> complaints.add(outcome + ": " + complaint));
    if (needsTenant(operation) && response.header("vary").isEmpty()) {
      complaints.add(outcome + ": no Vary");
    }
  }

  @Test
  void theExamplesAreTheAnswersOfAFreshGateway() throws Exception {
    try (var gateway =
        RunningGateway.start(home, Map.of("DECISIONOS_FLEET_NAME", "gateway-1:8080"))) {
      for (Operation operation : api.operations()) {
        if (isAnsweredAtFirst(operation)) {
          String request = DocumentedRequest.of(api, operation).raw();
          var answer = RawHttp.exchange(port(gateway, operation), request);
          assertThat(
                  api.examples(operation).stream()
                      .map(example -> timeless(Json.encode(example.value()))))
              .as("%s", operation)
              .map(Json::decodeValue)
              .contains(Json.decodeValue(timeless(answer.body())));
        }
      }
    }
  }

  /** The text without what differs from one run and machine to the next. */
  private static String timeless(String json) {
    return json.replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[^\"]*Z\"", "\"a time\"")
        .replaceAll(
            "\"(free_bytes|total_bytes|memory_limit_bytes|loops|open|limit|most_of_one_address"
                + "|descriptors|descriptor_limit)\":\\d+",
            "\"$1\":1");
  }

  @Test
  void theDocumentIsServedAsItIs() throws Exception {
    try (var gateway = RunningGateway.start(home)) {
      assertThat(gateway.get("/openapi.yaml").body()).isEqualTo(Files.readString(OpenApi.FILE));
    }
  }

  @Test
  void aPathThatIsNotListedIsNotFoundOnEitherListener() throws Exception {
    try (var gateway = RunningGateway.start(home)) {
      String request = "GET /ops/nothing?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n";
      for (int port : List.of(gateway.httpPort(), gateway.opsPort())) {
        var answer = RawHttp.exchange(port, request);
        assertThat(OpenApi.outcome(answer)).isEqualTo("404 request.not_found");
        assertThat(api.complaints(api.sharedResponse("NotFound"), answer)).isEmpty();
      }
    }
  }

  @Test
  void noOperationIsServedByTheOtherListener() throws Exception {
    Set<String> both =
        api.operations().stream()
            .collect(Collectors.groupingBy(op -> op.method() + op.path(), Collectors.counting()))
            .entrySet()
            .stream()
            .filter(entry -> entry.getValue() == 2)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    try (var gateway = RunningGateway.start(home)) {
      for (Operation operation : api.operations()) {
        if (!both.contains(operation.method() + operation.path())) {
          var request = DocumentedRequest.of(api, operation);
          boolean tenants = operation.listener().equals("tenants");
          var answer =
              RawHttp.exchange(
                  tenants ? gateway.opsPort() : gateway.httpPort(),
                  (tenants ? request : request.asking("tenant=default")).raw());
          assertThat(answer.status()).as("%s", operation).isEqualTo(404);
        }
      }
    }
  }

  @Test
  void everyRouteOfTheCodeIsDocumentedAndNoOther() throws IOException {
    assertThat(routesOfTheCode())
        .isEqualTo(
            api.operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Set<String> routesOfTheCode() throws IOException {
    var routes = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(name -> name.toString().endsWith("Routes.java")).toList()) {
        ROUTE
            .matcher(Files.readString(file))
            .results()
            .forEach(
                route ->
                    routes.add(
                        route.group(1).toUpperCase(Locale.ROOT)
                            + " "
                            // A parameter that stands for the rest is a parameter all the same.
                            + route.group(2).replace("...}", "}")));
      }
    }
    return routes;
  }

  @Test
  void theReasonCodesAreThoseOfTheCode() {
    assertThat(api.reasonCodes())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemType::reasonCode).distinct().toList());
  }

  @Test
  void everyOperationIdMakesAGoodNameOfAMethod() {
    List<String> ids =
        api.operations().stream().map(op -> op.json().getString("operationId")).distinct().toList();
    assertThat(ids)
        .hasSameSizeAs(api.operations().stream().map(Operation::json).distinct().toList());
    assertThat(ids)
        .allMatch(
            id ->
                id.matches(
                    "(get|list|put|delete|validate|compute|admit|append|sign|follow|reload|reset|scan"
                        + "|redirect|add|lock|hold|release|run|plan|acknowledge|test|silence)[A-Z]\\w+"));
  }
}

package io.decisionos.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.EventReader;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console is served with, and what an open page is told; without a browser. */
final class ConsoleRoutesTest {
  private static final Path FILES = Path.of("src/main/resources/console");
  private static final int MOST_BYTES = 400_000;

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

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndRunsNothingInline() {
    HttpResponse<String> page = gateway.ops("/console/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(page, "content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
    assertThat(page.body()).doesNotContain("://", " style=", "onclick");
  }

  @Test
  void everyFileIsServedWithItsTypeAndAskedForAgainForNothing() throws IOException {
    for (String name : files()) {
      String target = name.equals("index.html") ? "/console/" : "/console/" + name;
      HttpResponse<String> file = gateway.ops(target);
      assertThat(file.statusCode()).as(name).isEqualTo(200);
      assertThat(file.body()).as(name).isEqualTo(Files.readString(FILES.resolve(name)));
      var again = gateway.opsRequest(target).header("If-None-Match", header(file, "etag")).build();
      assertThat(gateway.send(again).statusCode()).as(name).isEqualTo(304);
    }
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/nothing.js",
        "/console/..%2Fversion.properties",
        "/console/%2e%2e%2fversion.properties",
        "/console/index.html%00",
        "/console/a/console.css",
        "/console//console.css"
      })
  void noPathNamesAFile(String target) {
    assertThat(gateway.ops(target).statusCode()).isEqualTo(404);
  }

  @Test
  void theAddressWithoutTheSlashLeadsToThePage() {
    HttpResponse<String> moved = gateway.ops("/console");

    assertThat(moved.statusCode()).isEqualTo(308);
    assertThat(header(moved, "location")).isEqualTo("/console/");
  }

  @Test
  void noScriptReadsMarkupOrAsksForAnythingButDocumentedReadsAndPlans() throws IOException {
    String documented = Files.readString(Path.of("docs/openapi.yaml"));
    for (String name : files()) {
      String text = Files.readString(FILES.resolve(name));
      assertThat(text)
          .as(name)
          .doesNotContain(
              "innerHTML",
              "outerHTML",
              "insertAdjacentHTML",
              "document.write",
              "eval(",
              "new Function",
              "DOMParser",
              "srcdoc",
              "javascript:");
      if (name.equals("retention.js")) {
        // Its orders are plans and their runs, and nothing else.
        assertThat(text.split("order\\(", -1)).hasSize(2);
        assertThat(text.split("ask\\([\"`]/ops/evidence/gc/plans", -1)).hasSize(3);
      } else if (!List.of("login.js", "alerts.js").contains(name)) {
        assertThat(text).as(name).doesNotContain("method:", "POST", "PUT", "DELETE");
      }
    }
    for (String path : List.of("/ops/live", "/ops/traffic", "/ops/tenants", "/ops/evidence")) {
      assertThat(documented).contains("  " + path + ":\n");
    }
  }

  @Test
  void aFirstVisitLoadsLittle() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      System.out.println("console: page weight " + bytes + " bytes");
      assertThat(bytes).isPositive().isLessThan(MOST_BYTES);
    }
  }

  @Test
  void anOpenPageIsToldWhatChanged() throws IOException {
    try (var page = EventReader.open(gateway.opsPort(), "/ops/live", "")) {
      assertThat(next(page, "tenants").getLong("generation")).isPositive();
      assertThat(next(page, "ready").getString("state")).isEqualTo("ok");
      next(page, "tick");

      Files.writeString(
          gateway.tenants().resolve("bad.yaml"), "tenant_id: bad\nname: B\nstatus: asleep\n");

      JsonObject news = next(page, "timeline");
      assertThat(news.getString("tenant_id")).isEqualTo("bad");
      assertThat(news.getString("kind")).startsWith("tenant.");
      JsonObject checks = next(page, "ready").getJsonObject("checks");
      assertThat(checks.getJsonObject("tenants").getString("cause")).contains("bad.yaml:3");
    }
  }

  /** The data of the next event of a kind. */
  private static JsonObject next(EventReader page, String kind) throws IOException {
    page.lineLike(("event: " + kind)::equals);
    return new JsonObject(page.line().substring("data: ".length()));
  }

  @Test
  void noMorePagesThanABoundCanBeOpen() throws IOException {
    var pages = new ArrayList<EventReader>();
    try {
      EventReader refused = EventReader.open(gateway.opsPort(), "/ops/live", "");
      while (refused.head().get(0).contains("200") && pages.size() < 100) {
        pages.add(refused);
        refused = EventReader.open(gateway.opsPort(), "/ops/live", "");
      }
      assertThat(pages).hasSizeBetween(60, 64);
      assertThat(refused.head().get(0)).contains("503");
      refused.close();
    } finally {
      for (EventReader page : pages) {
        page.close();
      }
    }
    Await.until(
        Duration.ofSeconds(10),
        () ->
            gateway
                .ops("/metrics")
                .body()
                .contains("gateway_http_streams_seconds_count{listener=\"ops\"} 0"),
        () -> "still open");
  }
}

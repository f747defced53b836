package io.decisionos.gateway.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SharedBrowser;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Incidents that can be had several at once, each told as {@code docs/incidents.md} says. */
@ExtendWith(SharedBrowser.class)
class MoreIncidentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int INCIDENTS = 30;
  private static final Pattern TOLD = Pattern.compile("told\\(\\s*\"([^\"]+)\"");

  @TempDir private Path home;
  private final OpenConsole console;
  private RunningGateway gateway;
  private IncidentBook book;

  MoreIncidentsTest(Chromium chromium) {
    this.console = new OpenConsole(chromium);
  }

  @BeforeEach
  void read() throws IOException {
    book = IncidentBook.read();
  }

  @AfterEach
  void leave() {
    console.close();
  }

  /** Looks at a gateway in both ways from now on. */
  private void watch(RunningGateway started) {
    gateway = started;
    console.open(started);
  }

  private void told(String incident) {
    var last = new CommandLineRun[1];
    Await.until(
        PATIENCE,
        () -> {
          last[0] = CommandLineRun.of("status", "--url", at(gateway.opsPort()), "--events", "40");
          return book.missing(incident, last[0].out()).isEmpty();
        },
        () -> incident + ": not told: " + book.missing(incident, last[0].out()) + "\n" + last[0]);
    console.says(text -> book.missingOnPage(incident, text));
  }

  private static String at(int port) {
    return "http://127.0.0.1:" + port;
  }

  private void tenant(String name, String text) throws IOException {
    Files.writeString(home.resolve("tenants/" + name + ".yaml"), text, ISO_8859_1);
  }

  private static String yaml(String id, String rest) {
    return "tenant_id: " + id + "\nname: T\nstatus: active\n" + rest;
  }

  @Test
  void thereAreThirtyAndEachIsMadeInATest() throws IOException {
    var made = new TreeSet<String>();
    for (String test : List.of("IncidentsTest", "MoreIncidentsTest")) {
      Path file = Path.of("src/test/java/io/decisionos/gateway/cli", test + ".java");
      TOLD.matcher(Files.readString(file)).results().forEach(found -> made.add(found.group(1)));
    }

    assertThat(book.incidents()).hasSize(INCIDENTS);
    assertThat(made).containsExactlyInAnyOrderElementsOf(book.incidents());
  }

  @Test
  void filesThatEditorsAndHandsSpoilAreNamedWithWhatToWriteInstead() throws IOException {
    try (var started = RunningGateway.start(home)) {
      watch(started);
      tenant("merged", "tenant_id: merged\nname: T\n<<<<<<< HEAD\nstatus: active\n");
      tenant("tabbed", yaml("tabbed", "limits:\n\tmax_qps: 1\n"));
      tenant("empty", "");
      tenant("latin", "tenant_id: latin\nname: Caf\u00e9\nstatus: active\n");
      tenant("quoted", yaml("quoted", "limits:\n  max_qps: \"5000\"\n"));
      tenant("misspelt", yaml("misspelt", "").replace("status:", "status: active\nstate:"));
      tenant("large", yaml("large", "#".repeat(300_000)));

      told("merge markers were committed");
      told("a tab slipped in");
      told("a file is empty");
      told("a file is not UTF-8");
      told("a number has quotes");
      told("a key is misspelt");
      told("a file is too large");

      for (String gone : List.of("merged", "tabbed", "empty", "latin", "misspelt", "large")) {
        Files.delete(home.resolve("tenants/" + gone + ".yaml"));
      }
      assertThat(gateway.get("/slo?tenant=quoted").statusCode()).isEqualTo(403);
      told("a refused tenant still calls");
    }
  }

  @Test
  void settingsKeysEventsAndTheWrongListenerAreNamedUntilTheGatewayDrains() throws Exception {
    Path events = Files.createDirectories(home.resolve("var/events"));
    Files.createSymbolicLink(events.resolve("acme-corp"), Path.of("default"));
    Files.createDirectories(home.resolve("conf"));
    endingKey();
    var slow = Map.of("DECISIONOS_SHUTDOWN_DELAY_MS", "5000");
    try (var started = RunningGateway.start(home, slow)) {
      watch(started);
      told("a key ends and has no successor");

      gateway.send(
          gateway
              .request("/events/reasons?tenant=acme-corp")
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString("[{\"ts\":\"2026-01-31T12:00:00Z\",\"reason\":\"new\"}]"))
              .build());
      told("a folder of events leads elsewhere");

      edit("conf/gateway.yaml", "  patience_ms: 2000", "  patience_ms: 2001");
      told("a setting waits for a restart");

      Files.delete(home.resolve("conf/labels.yaml"));
      told("a settings file was deleted");
      edit("conf/slo.yaml", "latency_p95_ms: 500", "latency_p95_ms: fast");
      told("two settings files are wrong");

      CommandLineRun wrong = CommandLineRun.of("status", "--url", at(gateway.httpPort()));
      assertThat(wrong.code()).isEqualTo(2);
      told("`status` asks the wrong listener", wrong.err());
      console.open(gateway.httpPort());
      console.says(text -> book.missingOnPage("`status` asks the wrong listener", text));

      console.open(gateway);

      var drained = CompletableFuture.runAsync(gateway::close);
      told("the gateway is draining");
      drained.join();
    }
  }

  private void told(String incident, String text) {
    assertThat(book.missing(incident, text)).as(text).isEmpty();
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = home.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  /** Lists a key that ends within days. */
  private void endingKey() throws IOException {
    CommandLineRun made =
        CommandLineRun.of(
            "keys",
            "generate",
            "--algorithm",
            "EdDSA",
            "--kid",
            "one",
            "--out",
            home.resolve("conf").toString());
    assertThat(made.code()).as("%s", made).isZero();
    Instant now = Instant.now();
    Files.writeString(
        home.resolve("conf/keysets.yaml"),
        """
        keysets:
          - name: callers
            purpose: tokens
            rotation: {every_days: 90}
            keys:
              - kid: one
                algorithm: EdDSA
                state: active
                not_before: %s
                not_after: %s
                material: {file: one.pem}
        """
            .formatted(now.minus(Duration.ofDays(80)), now.plus(Duration.ofDays(3))));
  }

  @Test
  void aLogOfEvidenceThatIsGoneIsNamedWithWhatToPutBack() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    Files.write(evidence.resolve("evidence_1.json"), EvidenceSample.valid("acme-corp", 1));
    try (var first = RunningGateway.start(home)) {
      Await.until(
          PATIENCE,
          () -> first.get("/evidence/log/acme-corp/checkpoint").body().contains("\n1\n"),
          () -> first.ops("/readyz").body());
    }
    Files.move(evidence.resolve(".log"), home.resolve("log"));
    try (var started = RunningGateway.start(home)) {
      watch(started);
      told("the log of evidence is gone");
    }
  }

  @Test
  void aRedisThatTakesNoWritesIsNamedWithItsOwnWord() throws IOException {
    try (var redis = RealRedis.start(home, "min-replicas-to-write 1");
        var started =
            RunningGateway.start(
                home, Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url()))) {
      watch(started);
      told("Redis takes no writes");
    }
  }
}

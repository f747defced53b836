package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.Holdup;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SharedBrowser;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Incidents of {@code docs/incidents.md}; from {@code ./run.sh status} alone an operator learns
 * what is wrong and what to do, and so from the console alone if there is a browser.
 */
@ExtendWith(SharedBrowser.class)
class IncidentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;
  private final OpenConsole console;
  private RunningGateway gateway;
  private IncidentBook book;

  IncidentsTest(Chromium chromium) {
    this.console = new OpenConsole(chromium);
  }

  @BeforeEach
  void read() throws IOException {
    book = IncidentBook.read();
  }

  @AfterEach
  void stop() {
    console.close();
    gateway.close();
  }

  private void start(Map<String, String> variables) throws IOException {
    gateway = RunningGateway.start(home, variables);
    console.open(gateway);
  }

  private CommandLineRun status() {
    return CommandLineRun.of("status", "--url", "http://127.0.0.1:" + gateway.opsPort());
  }

  /** Waits until the status, and then the console, tells of an incident as the document says. */
  private void told(String incident) {
    var last = new CommandLineRun[1];
    Await.until(
        PATIENCE,
        () -> {
          last[0] = status();
          return book.missing(incident, last[0].out()).isEmpty();
        },
        () -> incident + ": not told: " + book.missing(incident, last[0].out()) + "\n" + last[0]);
    console.says(text -> book.missingOnPage(incident, text));
  }

  /** Waits until the status has all of the patterns, each on one line. */
  private void expect(int code, String... patterns) {
    var last = new CommandLineRun[1];
    Await.until(
        PATIENCE,
        () -> {
          last[0] = status();
          return last[0].code() == code && hasAll(last[0].out(), patterns);
        },
        () -> last[0]);
  }

  private static boolean hasAll(String text, String... patterns) {
    for (String pattern : patterns) {
      if (!Pattern.compile(pattern).matcher(text).find()) {
        return false;
      }
    }
    return true;
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = home.resolve(file);
    Files.writeString(path, Files.readString(path).replace(from, to));
  }

  @Test
  void brokenYaml() throws IOException {
    start(Map.of());
    edit("tenants/acme_corp.yaml", "name: ACME Corporation", "name: [ACME");

    expect(
        0,
        "degraded +tenants",
        "cause .*acme_corp.yaml:4: found a syntax error",
        "next step .*tenants validate",
        " 3 \\| name: \\[ACME",
        "> +4 \\| status: active",
        "warn +tenant.file_invalid +acme-corp +acme_corp.yaml:4");
    told("a file is no YAML");
  }

  @Test
  void capitals() throws IOException {
    start(Map.of());
    Files.copy(home.resolve("tenants/default.yaml"), home.resolve("tenants/Third.YAML"));
    Files.copy(home.resolve("conf/cards.yaml"), home.resolve("conf/Alerts.yaml"));

    expect(
        0,
        "generation 1 .*take a look at: conf, tenants",
        "look +tenants +2 tenants",
        "Third.YAML is not read: write its name in small letters",
        "Alerts.yaml is not read");
    console.says(text -> text.contains("Third.YAML is not read") ? List.of() : List.of(text));
  }

  @Test
  void duplicateId() throws IOException {
    start(Map.of());
    Files.copy(home.resolve("tenants/default.yaml"), home.resolve("tenants/second.yaml"));

    expect(
        0,
        "degraded +tenants",
        "second.yaml:2: tenant_id: .*default.yaml serves default already: change this file's",
        "warn +tenant.file_invalid +default .*the file is not used");
    told("a file was copied");
  }

  @Test
  void suspendedTenant() throws IOException {
    start(Map.of());
    edit("tenants/acme_corp.yaml", "status: active", "status: suspended");

    expect(
        0,
        "ok +tenants +2 tenants, 1 suspended",
        "suspended  acme-corp",
        "tenant.changed +acme-corp +suspended");
    told("a tenant was suspended");
  }

  @Test
  void directoryGone() throws IOException {
    start(Map.of());
    Files.move(home.resolve("tenants"), home.resolve("elsewhere"));

    expect(
        0,
        "degraded +tenants",
        "cause .*tenants: found nothing there, expected a readable directory.*serves until",
        "next step .*bring the directory",
        "error +tenants.directory");
    told("the tenants' directory is gone");
  }

  @Test
  void redisDown() throws IOException {
    try (var redis = RealRedis.start(home)) {
      start(Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url()));
      redis.signal("KILL");
      expect(
          0,
          "degraded +storage",
          "cause +Redis: ",
          "next step +bring Redis back",
          "warn +storage.lost +- ");
      told("Redis is down");
    }
  }

  @Test
  void fullDisk() throws IOException {
    start(Map.of());
    // The one device of every Linux that takes nothing: whatever is written there meets a full
    // disk.
    Path probe = home.resolve("var/disk-check");
    Files.deleteIfExists(probe);
    Files.createSymbolicLink(probe, Path.of("/dev/full"));

    expect(
        1,
        "^failing +generation",
        "failing +disk",
        "cause +the data directory takes no bytes: No space left on device",
        "next step +free space on the disk",
        "error +disk.failing");
    told("the disk is full");

    Files.delete(probe);
    expect(0, "ok +disk", "info +disk.ok +- +all is well again");
  }

  @Test
  void tamperedEvidence() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    start(Map.of());
    Files.writeString(
        evidence.resolve("evidence_1.json"), "{\"meta\": {\"tenant\": \"acme-corp\"}}");

    expect(
        0,
        "tampered +evidence +1 files, 1 tampered",
        "tampered  evidence_1.json: not what was signed",
        "error +evidence.tampered +acme-corp +evidence_1.json");
    told("evidence was tampered with");
  }

  @Test
  void unreadableEvidence() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    Files.writeString(evidence.resolve("evidence_1.json"), "{\"meta\": {\"tenant\"");
    start(Map.of());

    expect(
        0,
        "tampered +evidence +1 files, 1 tampered",
        "tampered  evidence_1.json: ",
        "error +evidence.tampered +- +evidence_1.json: ");
    told("evidence cannot be read");
  }

  @Test
  void badTokenKey() throws IOException {
    Path keys = Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/keysets.yaml"), "keysets: []\n");
    start(Map.of());
    Files.writeString(keys.resolve("one.pem"), "no key");
    Files.writeString(
        home.resolve("conf/keysets.yaml"),
        """
        keysets:
          - name: callers
            purpose: tokens
            keys:
              - {kid: one, algorithm: EdDSA, state: active, material: {file: one.pem}}
        """);

    expect(
        0,
        "degraded +conf",
        "cause +bad file: keysets.yaml",
        "warn +conf.reloaded +- +keysets.yaml");
    told("a key's file is no key");
  }

  @Test
  void tenantOverItsLimit() throws IOException {
    start(Map.of());
    edit("tenants/acme_corp.yaml", "  max_qps: 5000\n  max_storage", "  max_qps: 1\n  max_storage");
    gateway.reload();
    for (int i = 0; i < 20; i++) {
      gateway.get("/slo?tenant=acme-corp");
    }

    expect(
        0,
        "ok +limits",
        "over max_qps  acme-corp: \\d+ of its last minute's 20 requests refused",
        "tenant.over_rate +acme-corp");
    told("a tenant is over its limit");
  }

  @Test
  void badConfFile() throws IOException {
    start(Map.of());
    edit("conf/slo.yaml", "latency_p95_ms: 500", "latency_p95_ms: fast");

    expect(
        0,
        "degraded +conf",
        "cause +bad file: slo.yaml:2: latency_p95_ms: found \"fast\"",
        "next step +mend the file",
        "warn +conf.reloaded +- +slo.yaml:2");
    told("a settings file is wrong");
  }

  @Test
  void eventLoopStall() throws IOException {
    start(Map.of("DECISIONOS_ACCESS_LOG_SAMPLE", "1"));
    Holdup.by(() -> gateway.get("/slo?tenant=default"));

    expect(
        0,
        "degraded +loops",
        "cause +event loop \\S+ (was|is) held up.* \\d{4} ms since [^.]+(\\.\\d{3})?Z in .*Holdup",
        "next step .*report it",
        "warn +loops.degraded");
    told("an event loop is stuck");
  }

  @Test
  void aGatewayThatIsNotThereIsSaidSoWithTheNextStep() throws IOException {
    start(Map.of());
    int port = gateway.opsPort();
    gateway.close();

    CommandLineRun run = CommandLineRun.of("status", "--url", "http://127.0.0.1:" + port);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("status: no gateway answers at http://127.0.0.1:" + port)
        .contains("./run.sh")
        .hasLineCount(1);
    told("the gateway is not there", run.err());
    console.waitInVain();
    console.says(text -> book.missingOnPage("the gateway is not there", text));
  }

  private void told(String incident, String text) {
    assertThat(book.missing(incident, text)).as(text).isEmpty();
  }

  @Test
  void whatFilesSayCannotForgeALine() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    start(Map.of());
    Files.writeString(evidence.resolve("evidence_\u001b[2Jx\nok.json"), "{}");

    expect(0, "evidence_\\\\u001b\\[2Jx\\\\u000aok.json");
    assertThat(status().out()).doesNotContain("\u001b");
  }
}

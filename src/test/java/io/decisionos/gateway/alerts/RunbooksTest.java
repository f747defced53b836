package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.message.Message;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes trouble, sees it fire, follows the runbook, mends, and sees it resolved. */
final class RunbooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path FOLDER = Path.of("docs/runbooks");

  @TempDir private Path home;
  private final LateClock clock = new LateClock();

  /** The machine's clock, which can be put forward. */
  private static final class LateClock extends Clock {
    private volatile Duration late = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(late);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static List<String> names() {
    return Stream.concat(
            Arrays.stream(BuiltIn.values()).map(BuiltIn::word), Stream.of(Message.DIGEST))
        .sorted()
        .toList();
  }

  @Test
  void eachAlertHasARunbookThatSaysWhatItMeansHowToLookAndHowToMend() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(names().stream().map(name -> name + ".md").toList());
    }
    for (String name : names()) {
      String text = Files.readString(FOLDER.resolve(name + ".md"));
      assertThat(text.lines().filter(line -> line.startsWith("#")))
          .as(name)
          .containsExactly("# " + name, "## What it means", "## How to look", "## How to mend");
      assertThat(RunbookPage.of(name, text)).contains("<h1>" + name + "</h1>", "<pre>");
    }
  }

  @Test
  void aPageEscapesWhatIsInIt() {
    assertThat(RunbookPage.of("x", "# a <b>\n\n`<script>` & \"c\"\n\n- one\n- two\n"))
        .contains("<h1>a &lt;b&gt;</h1>", "<code>&lt;script&gt;</code> &amp; &quot;c&quot;")
        .contains("<ul><li>one\n<li>two\n</ul>");
  }

  private RunningGateway start() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    SigningKey key = SigningKey.make("k", Algorithm.EDDSA);
    key.writeTo(conf);
    String soon = Instant.now().plus(Duration.ofDays(2)).toString();
    SigningKey.list(
        conf, key.entry("active, not_before: 2026-01-01T00:00:00Z, not_after: \"" + soon + "\""));
    Files.writeString(conf.resolve("alerts.yaml"), "rules: {Heartbeat: {enabled: true}}\n");
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    tenant(tenants, "hasty", "limits: {max_qps: 1, burst_ms: 0}");
    tenant(tenants, "slow", "slo_overlay: {latency_p95_ms: 0.000001}");
    return RunningGateway.start(home, Map.of(), new Machine(clock, Machine.REAL.disk()));
  }

  private static void tenant(Path tenants, String id, String more) throws IOException {
    write(
        tenants.resolve(id + ".yaml"),
        "tenant_id: " + id + "\nname: T\nstatus: active\n" + more + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void troubleFiresTheRunbookIsFollowedAndItResolves() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    List<String> expected =
        List.of(
            "ConfInvalid",
            "EvidenceTampered",
            "Heartbeat",
            "KeyExpirySoon",
            "ReasonThreshold",
            "SloBurn",
            "TenantConfigInvalid",
            "TenantRateLimited");
    try (var gateway = start()) {
      tenant(gateway.tenants(), "odd", "colour: red");
      String labels = Files.readString(gateway.conf().resolve("labels.yaml"));
      write(gateway.conf().resolve("labels.yaml"), "labels: 7\n");
      Files.write(evidence.resolve("bad.json"), EvidenceSample.tampered("acme-corp", 1));
      reasons(gateway);
      for (int i = 0; i < 20; i++) {
        gateway.get("/slo?tenant=hasty");
        gateway.get("/slo?tenant=slow");
      }
      Await.until(
          PATIENCE,
          () -> Runbook.firing(gateway).containsAll(expected),
          () -> Runbook.firing(gateway));
      for (String name : expected) {
        new Runbook(gateway, name).follow();
      }

      Files.delete(gateway.tenants().resolve("odd.yaml"));
      write(gateway.conf().resolve("labels.yaml"), labels);
      Files.delete(evidence.resolve("bad.json"));
      write(gateway.conf().resolve("alerts.yaml"), "rules: {Heartbeat: {enabled: false}}\n");
      SigningKey.list(gateway.conf());
      clock.late = Duration.ofHours(7);
      Await.until(PATIENCE, () -> Runbook.firing(gateway).isEmpty(), () -> Runbook.firing(gateway));
    }
  }

  private static void reasons(RunningGateway gateway) {
    String event =
        "[{\"ts\":\"%s\",\"reason\":\"reason:infra-error\",\"count\":9}]".formatted(Instant.now());
    var sent =
        gateway.send(
            gateway
                .request("/events/reasons?tenant=acme-corp")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build());
    assertThat(sent.statusCode()).isEqualTo(200);
  }
}

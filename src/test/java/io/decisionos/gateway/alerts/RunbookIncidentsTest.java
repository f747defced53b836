package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.message.Message;
import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Holdup;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes trouble of most kinds at once, sees it fire, follows the runbooks, and sees it resolved.
 */
final class RunbookIncidentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GONE = "TenantsDirectoryGone";
  private static final List<String> AT_ONCE =
      List.of(
          "ConfInvalid",
          "DiskLow",
          "EventLoopHeld",
          "EvidenceLost",
          "EvidenceTampered",
          "Heartbeat",
          "KeyExpirySoon",
          "ReasonThreshold",
          "SloBurn",
          "TenantConfigInvalid",
          "TenantRateLimited",
          "TenantStorageNearFull");
  static final List<String> FOLLOWED =
      Stream.concat(AT_ONCE.stream(), Stream.of(GONE, Message.DIGEST)).toList();

  @TempDir private Path home;
  private final LateClock clock = new LateClock();
  private final SigningKey key = SigningKey.make("k", Algorithm.EDDSA);
  private ReceiverStub receiver;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    receiver = new ReceiverStub();
    Path conf = Files.createDirectories(home.resolve("conf"));
    key.writeTo(conf);
    SigningKey.list(conf, ending());
    write(conf.resolve("alerts.yaml"), alerts(true));
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    tenant(tenants, "hasty", "limits: {max_qps: 1, burst_ms: 0}");
    tenant(tenants, "slow", "slo_overlay: {latency_p95_ms: 0.000001}");
    tenant(tenants, "narrow", "limits: {max_storage_gb: 1}");
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    Files.write(evidence.resolve("kept.json"), EvidenceSample.valid("acme-corp", 7));
    gateway = RunningGateway.start(home, Map.of(), new Machine(clock, Machine.REAL.disk()));
  }

  @AfterEach
  void stop() {
    gateway.close();
    receiver.close();
  }

  /** Two messages in three seconds: the rest of a dozen comes as a digest. */
  private String alerts(boolean heartbeat) {
    return """
    receivers: [{name: team, webhook: {url: "%s/hook"}}]
    route: {receiver: team, group_wait_ms: 100, group_interval_ms: 500}
    rate_limit: {per_receiver: 2, window_ms: 3000}
    rules: {Heartbeat: {enabled: %s}, TenantStorageNearFull: {threshold: 0.00001}}
    """
        .formatted(receiver.url(), heartbeat);
  }

  private String ending() {
    String end = Instant.now().plus(Duration.ofDays(2)).toString();
    return key.entry("active, not_before: 2026-01-01T00:00:00Z, not_after: \"" + end + "\"");
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

  private Runbook runbook(String name) {
    return new Runbook(gateway, name);
  }

  @Test
  void troubleFiresTheRunbooksAreFollowedAndItResolves() throws IOException {
    Path evidence = home.resolve("var/evidence");
    String labels = Files.readString(gateway.conf().resolve("labels.yaml"));
    awaitLogged("acme-corp");
    Files.delete(evidence.resolve("kept.json"));
    tenant(gateway.tenants(), "odd", "colour: red");
    write(gateway.conf().resolve("labels.yaml"), "labels: 7\n");
    Files.write(evidence.resolve("bad.json"), EvidenceSample.tampered("acme-corp", 1));
    Path probe = fullDisk();
    ask();
    for (String name : AT_ONCE) {
      runbook(name).fires();
    }
    awaitDigest();

    for (String name : List.of("DiskLow", "EvidenceLost", "Heartbeat", "KeyExpirySoon")) {
      runbook(name).mend();
    }
    for (String name : List.of("TenantConfigInvalid", "TenantStorageNearFull", "Digest")) {
      runbook(name).mend();
    }
    Files.delete(probe);
    Files.delete(gateway.tenants().resolve("odd.yaml"));
    tenant(gateway.tenants(), "narrow", "limits: {max_storage_gb: 1000000000}");
    write(gateway.conf().resolve("labels.yaml"), labels);
    Files.delete(evidence.resolve("bad.json"));
    write(gateway.conf().resolve("alerts.yaml"), alerts(false));
    SigningKey.list(gateway.conf(), ending(), successor());
    clock.late(Duration.ofHours(7));
    Await.until(PATIENCE, this::isQuiet, () -> Runbook.firing(gateway));
    theDirectoryGoesAndComesBack();
  }

  /** Whether nothing fires. What was taken away without a plan is lost, too, some time later. */
  private boolean isQuiet() {
    Set<String> firing = Runbook.firing(gateway);
    if (firing.contains("EvidenceLost")) {
      try {
        runbook("EvidenceLost").mend();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return firing.isEmpty();
  }

  private void awaitLogged(String tenant) {
    String checkpoint = "/evidence/log/" + tenant + "/checkpoint";
    Await.until(
        PATIENCE,
        () -> gateway.get(checkpoint).body().startsWith("decisionos/" + tenant + "\n1\n"),
        () -> gateway.get(checkpoint).body());
  }

  /** The one device of every Linux that takes nothing: whatever is written there meets no room. */
  private Path fullDisk() throws IOException {
    Path probe = home.resolve("var/disk-check");
    Files.deleteIfExists(probe);
    return Files.createSymbolicLink(probe, Path.of("/dev/full"));
  }

  private void ask() throws IOException {
    send("POST", "/events/reasons?tenant=acme-corp", reasons(), 200);
    send("PUT", "/etags/large?tenant=narrow", "{\"is\":\"" + "x".repeat(900) + "\"}", 201);
    for (int i = 0; i < 20; i++) {
      gateway.get("/slo?tenant=hasty");
      gateway.get("/slo?tenant=slow");
    }
    holdALoop();
  }

  private void holdALoop() throws IOException {
    Path file = gateway.conf().resolve("gateway.yaml");
    String text = Files.readString(file);
    assertThat(text).contains("\n  sample: 0 ");
    write(file, text.replace("\n  sample: 0 ", "\n  sample: 1 "));
    Holdup.by(() -> gateway.get("/slo?tenant=slow"));
    write(file, text);
  }

  private static String reasons() {
    return "[{\"ts\":\"%s\",\"reason\":\"reason:infra-error\",\"count\":9}]"
        .formatted(Instant.now());
  }

  private void send(String method, String target, String body, int status) {
    var sent =
        gateway.send(
            gateway
                .request(target)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(status);
  }

  private void awaitDigest() throws IOException {
    Await.until(
        PATIENCE,
        () -> receiver.got().stream().anyMatch(got -> got.body().contains("\"Digest\"")),
        () -> receiver.got());
    runbook(Message.DIGEST).look();
  }

  /** The key that the runbook has made, listed beside the one that ends. */
  private static String successor() {
    String end = Instant.now().plus(Duration.ofDays(90)).toString();
    return SigningKey.make("next", Algorithm.EDDSA)
        .entry("active, not_before: 2026-01-01T00:00:00Z, not_after: \"" + end + "\"");
  }

  private void theDirectoryGoesAndComesBack() throws IOException {
    Path away = home.resolve("tenants-away");
    Files.move(gateway.tenants(), away);
    runbook(GONE).fires();
    Files.move(away, gateway.tenants());
    runbook(GONE).over();
  }
}

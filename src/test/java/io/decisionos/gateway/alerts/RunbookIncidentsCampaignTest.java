package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.fixture.FakeS3;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents that take minutes, or gateways of their own: fired, followed and resolved. */
@Tag("quiet")
final class RunbookIncidentsCampaignTest {
  static final List<String> FOLLOWED =
      List.of(
          "ArchiveBehind",
          "CapacityShort",
          "CostBudget",
          "CostSpike",
          "EvidenceLogStopped",
          "KeySourceStale",
          "TenantUsersOver");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // An archive must be away for five minutes.
  private static final Duration LONG = Duration.ofMinutes(7);
  private static final int MANY = 12;

  @TempDir private Path home;
  private final LateClock clock = new LateClock();
  private Duration late = Duration.ZERO;

  private Path evidence() throws IOException {
    return Files.createDirectories(home.resolve("var/evidence"));
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
    Files.writeString(draft, text.replace(from, to));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void whatTakesMinutesAndHours() throws IOException {
    Path month = Files.createDirectories(evidence().resolve("acme-corp/2026-01"));
    Files.write(month.resolve("evidence_a.locked.json"), EvidenceSample.valid("acme-corp", 1));
    held(0);
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    Files.writeString(
        tenants.resolve("dear.yaml"),
        """
        tenant_id: dear
        name: Dear
        status: active
        limits: {max_qps: 10}
        billing: {currency: USD, rate_per_gb: 1000000, monthly_budget: 0.000001}
        """);
    try (var s3 = FakeS3.start();
        var gateway =
            RunningGateway.start(
                home,
                Map.of(
                    "DECISIONOS_EVIDENCE_ARCHIVE_URL",
                    "s3://vault/gw/",
                    "DECISIONOS_EVIDENCE_ARCHIVE_ENDPOINT",
                    s3.endpoint(),
                    "DECISIONOS_EVIDENCE_ARCHIVE_LOCK",
                    "none"),
                new Machine(clock, Machine.REAL.disk()))) {
      s3.kill();
      Files.write(month.resolve("evidence_b.locked.json"), EvidenceSample.valid("acme-corp", 2));
      edit(gateway.conf().resolve("slo.yaml"), "max_mem_percent: 85.0", "max_mem_percent: 0.01");
      costs(gateway);
      new Runbook(gateway, "CapacityShort").fires();
      edit(gateway.conf().resolve("slo.yaml"), "max_mem_percent: 0.01", "max_mem_percent: 100");
      new Runbook(gateway, "CapacityShort").over();
      var behind = new Runbook(gateway, "ArchiveBehind");
      Await.until(
          LONG,
          () -> Runbook.firing(gateway).contains("ArchiveBehind"),
          () -> gateway.ops("/readyz").body());
      behind.fires();
      s3.revive();
      behind.over();
    }
  }

  /** What is held costs by the hour; in one hour it is many times as much. */
  private void costs(RunningGateway gateway) throws IOException {
    Await.until(PATIENCE, () -> cost(gateway) > 0, () -> usage(gateway));
    for (int hour = 0; hour < 4; hour++) {
      double before = cost(gateway);
      late = late.plusHours(1);
      clock.late(late);
      Await.until(PATIENCE, () -> cost(gateway) > before, () -> usage(gateway));
    }
    new Runbook(gateway, "CostBudget").fires();
    for (int i = 1; i < MANY; i++) {
      held(i);
    }
    new Runbook(gateway, "CostSpike").fires();
    for (int i = 1; i < MANY; i++) {
      Files.delete(evidence().resolve("dear-" + i + ".json"));
    }
    clock.late(late.plusHours(1));
    new Runbook(gateway, "CostSpike").over();
    Path file = gateway.tenants().resolve("dear.yaml");
    edit(file, "monthly_budget: 0.000001", "monthly_budget: 1000000");
    new Runbook(gateway, "CostBudget").over();
  }

  private void held(int number) throws IOException {
    Files.write(
        evidence().resolve("dear-" + number + ".json"), EvidenceSample.valid("dear", number));
  }

  private static String usage(RunningGateway gateway) {
    return gateway.ops("/ops/usage").body();
  }

  private static double cost(RunningGateway gateway) {
    return new JsonObject(usage(gateway))
        .getJsonObject("tenants")
        .getJsonObject("dear", new JsonObject())
        .getJsonObject("cost", new JsonObject())
        .getDouble("so_far", 0.0);
  }

  @Test
  void aLogThatWasRolledBackIsAccepted() throws IOException {
    Files.write(evidence().resolve("one.json"), EvidenceSample.valid("acme-corp", 1));
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 1);
    }
    Path log = evidence().resolve(".log");
    Shell.run("cp", "-r", log.toString(), home.resolve("backup").toString());
    Files.write(evidence().resolve("two.json"), EvidenceSample.valid("acme-corp", 2));
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 2);
    }
    Shell.run("rm", "-r", log.toString());
    Shell.run("mv", home.resolve("backup").toString(), log.toString());
    Runbook runbook;
    try (var gateway = RunningGateway.start(home)) {
      runbook = new Runbook(gateway, "EvidenceLogStopped");
      runbook.fires();
    }
    runbook.mend();
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 2);
      new Runbook(gateway, "EvidenceLogStopped").over();
    }
  }

  private static void awaitLeaves(RunningGateway gateway, int leaves) {
    String checkpoint = "/evidence/log/acme-corp/checkpoint";
    Await.until(
        PATIENCE,
        () -> gateway.get(checkpoint).body().startsWith("decisionos/acme-corp\n" + leaves + "\n"),
        () -> gateway.get(checkpoint).body());
  }

  @Test
  void keysThatCannotBeReadAndUsersTooMany() throws IOException {
    SigningKey local = SigningKey.make("local", Algorithm.EDDSA);
    SigningKey secret = SigningKey.make("in-ssm", Algorithm.HS256);
    Path conf = Files.createDirectories(home.resolve("conf"));
    local.writeTo(conf);
    SigningKey.list(
        conf,
        local.entry("active"),
        secret.entry("active").replace("file: in-ssm.jwk", "ssm: /keys/s"));
    try (var aws = FakeAws.start().holding("/keys/s", secret.jwk().encode());
        var gateway =
            RunningGateway.start(
                home,
                Map.of(
                    "DECISIONOS_AUTH", "jwt",
                    "DECISIONOS_KEYS_ENDPOINT_SSM", aws.endpoint(),
                    "DECISIONOS_KEYS_REFRESH_MS", "1000"))) {
      Optional<String> operator = Optional.of("Bearer " + token(local, "op"));
      var stale = new Runbook(gateway, "KeySourceStale", operator);
      aws.turn(FakeAws.Mood.FAILING);
      stale.fires();
      aws.turn(FakeAws.Mood.WELL);
      stale.over();

      edit(gateway.tenants().resolve("acme_corp.yaml"), "max_users: 500", "max_users: 1");
      var over = new Runbook(gateway, "TenantUsersOver", operator);
      for (String user : List.of("alice", "bob")) {
        assertThat(gateway.get("/slo?tenant=acme-corp", token(local, user)).statusCode())
            .isEqualTo(200);
      }
      over.fires();
      over.mend();
      over.over();
    }
  }

  private static String token(SigningKey key, String subject) {
    return key.sign(
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", subject)
            .put("tenant", new JsonArray().add("acme-corp"))
            .put("scope", "ops:read ops:metrics ops:admin")
            .put("exp", Instant.now().getEpochSecond() + 600));
  }
}

package io.decisionos.gateway.evidence.archive.s3;

import static io.decisionos.gateway.evidence.archive.ManyLocked.document;
import static io.decisionos.gateway.evidence.archive.ManyLocked.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.archive.ManyLocked;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.ServerProcess;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/**
 * A thousand locked files and a real server with Object Lock, Ceph's, that is killed and frozen
 * meanwhile. Needs what {@link RealCeph} needs.
 */
@Tag("quiet")
final class CephArchiveCampaignTest {
  private static final int FILES = 1000;
  private static final int FORGED = 7;
  private static final int TROUBLES = 6;

  /** When the last trouble comes, as many are on their way as are sent at once. */
  private static final int LAST = 40;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern PENDING = Pattern.compile("\"pending\":(\\d+)");

  @TempDir Path home;
  private RealCeph ceph;

  @BeforeEach
  void start() throws IOException {
    ceph = RealCeph.start(Files.createDirectory(home.resolve("ceph")));
  }

  @AfterEach
  void stop() {
    ceph.close();
  }

  @Test
  void eachIsThereOnceWithItsLockAndComesBackAsItWas() throws IOException {
    ManyLocked.write(home.resolve("var/evidence"), FILES);
    try (var bucket = RealBucket.make(ceph.endpoint(), true);
        var gateway = RunningGateway.start(home, bucket.variables("compliance"))) {
      for (int i = 1; i <= TROUBLES; i++) {
        trouble(gateway, i);
      }
      awaitPending(gateway, 0);
      everyFileIsThereOnce(gateway, bucket);
      nobodyTakesTheLockAway(gateway, bucket);
      restored(bucket);
    }
  }

  /** By turns the server is killed, it is frozen, and what keeps its objects is. */
  private void trouble(RunningGateway gateway, int number) throws IOException {
    awaitPending(gateway, FILES - (FILES - LAST) * number / TROUBLES);
    ServerProcess victim = number % 3 == 2 ? ceph.store() : ceph.gateway();
    long before = System.nanoTime();
    int pending = pending(gateway);
    if (number % 3 == 1) {
      victim.kill();
      degraded(gateway);
      victim.startAgain();
    } else {
      victim.freeze();
      degraded(gateway);
      victim.thaw();
    }
    System.out.printf(
        "trouble %d at %d pending, for %d ms%n",
        number, pending, Duration.ofNanos(System.nanoTime() - before).toMillis());
  }

  private static int pending(RunningGateway gateway) {
    Matcher matcher = PENDING.matcher(gateway.ops("/readyz").body());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : FILES;
  }

  private static void awaitPending(RunningGateway gateway, int most) {
    Await.until(PATIENCE, () -> pending(gateway) <= most, () -> gateway.ops("/readyz").body());
  }

  private static void degraded(RunningGateway gateway) {
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains("not archived in"),
        () -> gateway.ops("/readyz").body());
  }

  private static Map<String, Instant> lockedAt(RunningGateway gateway) {
    var found = new HashMap<String, Instant>();
    String cursor = "";
    while (cursor != null) {
      var page =
          new JsonObject(gateway.get("/evidence?tenant=acme-corp&limit=1000" + cursor).body());
      for (Object row : page.getJsonArray("files")) {
        var entry = (JsonObject) row;
        found.put(entry.getString("path"), Instant.parse(entry.getString("locked_at")));
      }
      String next = page.getString("next_cursor");
      cursor = next == null ? null : "&cursor=" + next;
    }
    return found;
  }

  private static void everyFileIsThereOnce(RunningGateway gateway, RealBucket bucket) {
    Map<String, Instant> lockedAt = lockedAt(gateway);
    Map<String, Long> versions = bucket.versions();
    assertThat(versions).hasSize(FILES);
    assertThat(versions.entrySet()).filteredOn(each -> each.getValue() != 1).isEmpty();
    for (int i = 0; i < FILES; i++) {
      var object = bucket.get("gw/" + name(i));
      GetObjectResponse said = object.response();
      assertThat(object.asByteArray()).as(name(i)).isEqualTo(document(i));
      assertThat(said.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
      assertThat(said.objectLockRetainUntilDate())
          .isEqualTo(lockedAt.get(name(i)).plus(Duration.ofDays(730)));
    }
  }

  private static void nobodyTakesTheLockAway(RunningGateway gateway, RealBucket bucket)
      throws IOException {
    String key = "gw/" + name(0);
    assertThat(bucket.delete(key)).isEqualTo(403);
    assertThat(bucket.retain(key, Instant.now().plus(Duration.ofDays(1)))).isEqualTo(403);
    hold(gateway, "PUT", "{\"reason\":\"case 7\"}");
    awaitHold(bucket, key, ObjectLockLegalHoldStatus.ON);
    hold(gateway, "DELETE", "");
    awaitHold(bucket, key, ObjectLockLegalHoldStatus.OFF);
    Path policy = gateway.tenants().resolve("acme_corp.yaml");
    String text = Files.readString(policy);
    assertThat(text).contains("locked_days: 730");
    Files.writeString(policy, text.replace("locked_days: 730", "locked_days: 800"));
    gateway.reload();
    Instant longer = lockedAt(gateway).get(name(0)).plus(Duration.ofDays(800));
    Await.until(
        PATIENCE,
        () -> bucket.get(key).response().objectLockRetainUntilDate().equals(longer),
        () -> bucket.get(key).response());
  }

  private static void hold(RunningGateway gateway, String method, String body) {
    gateway.send(
        gateway
            .opsRequest("/ops/evidence/acme-corp/0/hold")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private static void awaitHold(RealBucket bucket, String key, ObjectLockLegalHoldStatus status) {
    Await.until(
        PATIENCE,
        () -> bucket.get(key).response().objectLockLegalHoldStatus() == status,
        () -> bucket.get(key).response());
  }

  private void restored(RealBucket bucket) {
    byte[] other = EvidenceSample.valid("acme-corp", FILES + 1);
    bucket.plant("gw/" + name(FORGED), other, Map.of("sha256", Sha256.hex(document(FORGED))));
    Path to = home.resolve("restored");
    CommandLineRun run = bucket.restore(to);

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "not restored  gw/" + name(FORGED) + "  its bytes are not those that were archived")
        .endsWith(FILES - 1 + " file(s) restored, 0 there already, 1 not restored\n");
    ManyLocked.areIn(to, FILES, Set.of(FORGED));
  }

  @Test
  void aBucketWithoutObjectLockIsNamedAndNothingCountsAsArchived() throws IOException {
    ManyLocked.write(home.resolve("var/evidence"), 3);
    try (var bucket = RealBucket.make(ceph.endpoint(), false);
        var gateway = RunningGateway.start(home, bucket.variables("governance"))) {
      degraded(gateway);
      assertThat(gateway.ops("/readyz").body()).contains("answered with 400 (InvalidRequest)");
      assertThat(pending(gateway)).isEqualTo(3);
      assertThat(bucket.keys()).isEmpty();
    }
  }
}

package io.decisionos.gateway.evidence.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Fingerprint;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Why a planned file stays after all. */
final class SkipTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant OLD = NOW.minus(Duration.ofDays(8));
  private static final TenantId ACME = new TenantId("acme");
  private static final Policy WEEK = Policy.of(7, 365, 0, 0);

  private static EvidenceEntry entry(String tenant, int bytes, Instant mtime, boolean tampered) {
    var print = new Fingerprint(1, Duration.between(Instant.EPOCH, mtime).toNanos(), 0, 0);
    var verdict =
        new Evidence(
            tampered, Optional.of(new TenantId(tenant)), Optional.empty(), false, Optional.empty());
    var path = new EvidencePath("evidence_1.json");
    return new EvidenceEntry(path, print, Optional.of(new Sha256(bytes, 0, 0, 0)), verdict);
  }

  private static final EvidenceEntry PLANNED = entry("acme", 1, OLD, false);

  private static Optional<Skip> of(Optional<EvidenceEntry> now, Holds holds, Retention rules) {
    var standing =
        new Standing(
            PolicyDefaults.BUILT_IN, TenantBook.EMPTY, holds, Standing.Ages.BY_FILE, entry -> true);
    var planned = new Plan.Deletion(ACME, PLANNED, Duration.ofDays(8));
    return Skip.of(planned, now, standing, Optional.ofNullable(rules), NOW);
  }

  private static Optional<Skip> of(EvidenceEntry now) {
    return of(Optional.of(now), Holds.NONE, new Retention(WEEK, Set.of()));
  }

  private static Holds held() {
    var all = new TreeMap<Holds.Held, Hold>();
    all.put(new Holds.Held(ACME, "1"), new Hold("case", NOW, "me"));
    return new Holds(all);
  }

  @Test
  void whatIsAsItWasGoes() {
    assertThat(of(PLANNED)).isEmpty();
  }

  @Test
  void whatIsGoneOrOtherwiseStays() {
    assertThat(of(Optional.empty(), Holds.NONE, new Retention(WEEK, Set.of()))).contains(Skip.GONE);
    assertThat(of(entry("acme", 2, OLD, false))).contains(Skip.CHANGED);
    assertThat(of(entry("globex", 1, OLD, false))).contains(Skip.CHANGED);
    assertThat(of(entry("acme", 1, OLD, true))).contains(Skip.CHANGED);
    assertThat(of(entry("acme", 1, NOW, false))).contains(Skip.POLICY);
  }

  @Test
  void whatIsHeldOrAmongTheNewestStays() {
    var rules = new Retention(WEEK, Set.of());
    var newest = new Retention(WEEK, Set.of(PLANNED.path()));

    assertThat(of(Optional.of(PLANNED), held(), rules)).contains(Skip.HELD);
    assertThat(of(Optional.of(PLANNED), Holds.NONE, newest)).contains(Skip.KEEP_MIN);
  }

  @Test
  void ofATenantThatIsNotRegisteredNothingGoes() {
    assertThat(of(Optional.of(PLANNED), Holds.NONE, null)).contains(Skip.POLICY);
    assertThat(of(Optional.of(PLANNED), held(), null)).contains(Skip.HELD);
  }

  @Test
  void eachReasonHasItsWord() {
    assertThat(Skip.NOT_ARCHIVED.word()).isEqualTo("not_archived");
  }

  @Test
  void hoursAndDaysArePolicy() {
    Policy policy = Policy.of(1, 2, 3, 4);

    assertThat(policy.wip()).contains(Duration.ofDays(1));
    assertThat(policy.locked()).contains(Duration.ofDays(2));
    assertThat(policy.keepMin()).isEqualTo(3);
    assertThat(policy.lockAfter()).contains(Duration.ofHours(4));
    assertThat(Policy.of(0, 0, 0, 0).lockAfter()).isEmpty();
  }
}

package io.decisionos.gateway.evidence.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Fingerprint;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is let go of, and above all what is not. */
final class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Policy POLICY = Policy.of(7, 365, 0, 0);
  private static final Duration DAY = Duration.ofDays(1);

  private static Filed file(String name, Duration age, boolean tampered) {
    Instant mtime = NOW.minus(age);
    long nanos = TimeUnit.SECONDS.toNanos(mtime.getEpochSecond()) + mtime.getNano();
    var verdict =
        new Evidence(
            tampered, Optional.of(new TenantId("acme")), Optional.empty(), false, Optional.empty());
    var entry =
        new EvidenceEntry(
            new EvidencePath(name), new Fingerprint(1, nanos, 0, 0), Optional.empty(), verdict);
    return new Filed(entry, mtime, false, true);
  }

  private static Verdict judge(Filed file) {
    return Retention.of(POLICY, List.of(file)).judge(file, NOW);
  }

  private static Filed held(Filed file) {
    return new Filed(file.entry(), file.since(), true, file.archived());
  }

  @Test
  void aDocumentMayGoFromTheVeryNanosecondOnAtWhichItIsOldEnough() {
    assertThat(judge(file("a.json", DAY.multipliedBy(7), false))).isEqualTo(Verdict.DELETE);
    assertThat(judge(file("a.json", DAY.multipliedBy(7).minusNanos(1), false)))
        .isEqualTo(Verdict.YOUNG);
    assertThat(judge(file("a.locked.json", DAY.multipliedBy(365), false)))
        .isEqualTo(Verdict.DELETE);
    assertThat(judge(file("a.locked.json", DAY.multipliedBy(365).minusNanos(1), false)))
        .isEqualTo(Verdict.YOUNG);
  }

  @Test
  void aLockedDocumentAgesFromItsLockingAndNotFromItsLastChange() {
    EvidenceEntry old = file("a.locked.json", DAY.multipliedBy(400), false).entry();

    assertThat(judge(new Filed(old, NOW.minus(DAY), false, true))).isEqualTo(Verdict.YOUNG);
  }

  @Test
  void zeroDaysMeanNever() {
    var never = Policy.of(0, 0, 0, 0);
    for (String name : List.of("a.json", "a.locked.json")) {
      Filed ancient = file(name, DAY.multipliedBy(36_500), false);
      assertThat(Retention.of(never, List.of(ancient)).judge(ancient, NOW))
          .isEqualTo(Verdict.YOUNG);
    }
  }

  @Test
  void ofEquallyNewFilesTheGreaterPathsStay() {
    Filed first = file("a.json", DAY.multipliedBy(9), false);
    Filed second = file("b.json", DAY.multipliedBy(9), false);
    var rules = Retention.of(Policy.of(7, 365, 1, 0), List.of(second, first));

    assertThat(rules.judge(first, NOW)).isEqualTo(Verdict.DELETE);
    assertThat(rules.judge(second, NOW)).isEqualTo(Verdict.KEEP_MIN);
  }

  @Test
  void aFileIsKeptForTheFirstReasonThereIs() {
    Filed tampered = file("a.json", DAY, true);

    assertThat(judge(held(tampered))).isEqualTo(Verdict.TAMPERED);
    assertThat(judge(held(file("a.json", DAY, false)))).isEqualTo(Verdict.HELD);
  }

  @Test
  void onlyALockedDocumentHasToBeArchivedFirst() {
    EvidenceEntry locked = file("a.locked.json", DAY.multipliedBy(400), false).entry();
    EvidenceEntry draft = file("a.json", DAY.multipliedBy(400), false).entry();

    assertThat(judge(new Filed(locked, NOW.minus(DAY.multipliedBy(400)), false, false)))
        .isEqualTo(Verdict.NOT_ARCHIVED);
    assertThat(judge(new Filed(draft, NOW.minus(DAY.multipliedBy(400)), false, false)))
        .isEqualTo(Verdict.DELETE);
  }

  /** Every set of up to three files, of every kind, under every small policy. */
  @Test
  void nothingThatIsProtectedGoesInAnyStateOfASmallModel() {
    List<Filed> kinds = kinds();
    int judged = 0;
    for (int keepMin = 0; keepMin <= 3; keepMin++) {
      for (Policy policy : List.of(Policy.of(7, 365, keepMin, 0), Policy.of(0, 3, keepMin, 0))) {
        for (int a = 0; a < kinds.size(); a++) {
          for (int b = 0; b < kinds.size(); b++) {
            for (int c = 0; c < kinds.size(); c++) {
              judged +=
                  check(
                      policy,
                      List.of(named(kinds, a, "a"), named(kinds, b, "b"), named(kinds, c, "c")));
            }
          }
        }
      }
    }
    assertThat(judged).isPositive();
  }

  private static List<Filed> kinds() {
    var kinds = new ArrayList<Filed>();
    for (String name : List.of("x.json", "x.locked.json")) {
      for (int days : List.of(0, 7, 365)) {
        for (boolean tampered : List.of(false, true)) {
          for (boolean held : List.of(false, true)) {
            for (boolean archived : List.of(false, true)) {
              EvidenceEntry entry = file(name, DAY.multipliedBy(days), tampered).entry();
              kinds.add(new Filed(entry, entry.modifiedAt(), held, archived));
            }
          }
        }
      }
    }
    return kinds;
  }

  private static Filed named(List<Filed> kinds, int kind, String name) {
    Filed like = kinds.get(kind);
    EvidenceEntry entry = like.entry();
    var path = new EvidencePath(entry.path().text().replace("x", name));
    return new Filed(
        new EvidenceEntry(path, entry.print(), entry.sha256(), entry.verdict()),
        like.since(),
        like.held(),
        like.archived());
  }

  /** Holds the rules against the contract's words, spelled in another way. */
  private static int check(Policy policy, List<Filed> files) {
    Retention rules = Retention.of(policy, files);
    int left = 0;
    for (Filed file : files) {
      boolean goes = rules.judge(file, NOW) == Verdict.DELETE;
      left += goes ? 0 : 1;
      boolean wanted = mayGo(policy, file) && rank(files, file) >= policy.keepMin();
      if (goes != wanted) {
        throw new AssertionError(file + " of " + files + " under " + policy);
      }
    }
    if (left < Math.min(policy.keepMin(), files.size())) {
      throw new AssertionError("fewer than keep_min are left of " + files);
    }
    return files.size();
  }

  private static boolean mayGo(Policy policy, Filed file) {
    boolean locked = file.entry().tier() == Tier.LOCKED;
    long days = (locked ? policy.locked() : policy.wip()).map(Duration::toDays).orElse(0L);
    boolean old = days > 0 && !file.since().plus(Duration.ofDays(days)).isAfter(NOW);
    return old && !file.held() && !file.entry().tampered() && (!locked || file.archived());
  }

  /** How many files of the tenant are newer. */
  private static long rank(List<Filed> files, Filed file) {
    return files.stream()
        .filter(
            other -> {
              int newer = other.entry().modifiedAt().compareTo(file.entry().modifiedAt());
              return newer > 0
                  || (newer == 0 && other.entry().path().compareTo(file.entry().path()) > 0);
            })
        .count();
  }
}

package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million checks of logs that nobody touched, by who shares no code with their writer. */
@Tag("quiet")
final class LogCleanCheckCampaignTest {
  private static final int CHECKS = 1_000_000;
  private static final int OF_A_STATE = 250;
  private static final int LOGS = 8;
  private static final int MOST_ADDED = 12;

  @TempDir Path home;
  private final KeyPair key = SampleLog.key();
  private final Random random = new Random(11);
  private long checks;

  @Test
  void noCheckRaisesAFalseAlarm() throws Exception {
    for (int n = 0; n < LOGS; n++) {
      grow(home.resolve("log" + n));
    }
    assertThat(checks).isGreaterThanOrEqualTo(CHECKS);
    System.out.println("clean checks: " + checks + ", false alarms: 0");
  }

  private void grow(Path here) throws Exception {
    LogPlace place = SampleLog.place(here, key, Disk.REAL);
    TenantLog log = LogOpening.open(place).log();
    String verifier = new NoteSigner(SampleLog.ORIGIN, key).verifier().text();
    var stranger = new StrangeVerifier(place.folder(), verifier);
    for (int state = 0; state < CHECKS / LOGS / OF_A_STATE; state++) {
      long size = log.signed().size();
      log.append(SampleLog.entries(size, size + 1 + random.nextInt(MOST_ADDED)));
      check(log, stranger, stranger.head());
    }
    assertThat(stranger.entries()).hasSize((int) log.signed().size());
    assertThat(LogOpening.open(place).log().signed().size()).isEqualTo(log.signed().size());
  }

  /** Proofs of random leaves under a checkpoint that was just read and verified. */
  private void check(TenantLog log, StrangeVerifier stranger, StrangeVerifier.Head head)
      throws Exception {
    assertThat(head.size()).isEqualTo(log.signed().size());
    checks++;
    for (int n = 1; n < OF_A_STATE; n++) {
      long leaf = (long) (random.nextDouble() * head.size());
      List<byte[]> proof = log.tree(log.signed()).inclusion(leaf);
      if (!StrangeVerifier.includes(head, leaf, SampleLog.entry(leaf), proof)) {
        throw new AssertionError("a false alarm at leaf " + leaf + " of " + head.size());
      }
      checks++;
    }
    if (checks % (100L * OF_A_STATE) == 0) {
      stranger.entries();
    }
  }
}

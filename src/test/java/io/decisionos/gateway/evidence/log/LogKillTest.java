package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import io.decisionos.gateway.fixture.KillingDisk;
import io.decisionos.gateway.fixture.KillingDisk.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An append that is killed at each of its steps. */
final class LogKillTest {
  @TempDir Path home;
  private final KeyPair key = SampleLog.key();

  @ParameterizedTest
  @CsvSource({"0,1", "0,300", "5,2", "255,1", "300,1", "300,500"})
  void aKillAtAnyStepLeavesTheLogAsItWasOrAsItIs(long before, long added) throws Exception {
    int steps = 0;
    boolean killed = true;
    while (killed) {
      killed = kill(before, added, steps);
      steps++;
    }

    assertThat(steps).isGreaterThan(15);
  }

  /** Kills the append at a step and goes on; tells whether it came to that. */
  private boolean kill(long before, long added, int step) throws Exception {
    Path here = Files.createTempDirectory(home, "kill");
    LogPlace sound = SampleLog.place(here, key, Disk.REAL);
    if (before > 0) {
      LogOpening.open(sound).log().append(SampleLog.entries(0, before));
    }
    boolean killed = append(here, before, added, step);
    LogOpening.Opened found = LogOpening.open(sound);
    long size = found.log().signed().size();

    assertThat(size).isIn(before, before + added);
    assertThat(killed || size == before + added).as("announced and lost").isTrue();
    isWhole(sound, size);
    // Fewer than were tried before, so that what was left is not simply written over.
    found.log().append(SampleLog.entries(size, size + 1));
    isWhole(sound, size + 1);
    assertThat(LogOpening.open(sound).log().signed().size()).isEqualTo(size + 1);
    TenantLogTest.wipe(here);
    return killed;
  }

  private boolean append(Path here, long before, long added, int step) throws IOException {
    LogPlace dying = SampleLog.place(here, key, new KillingDisk(step));
    TenantLog log = LogOpening.open(dying).log();
    try {
      log.append(SampleLog.entries(before, before + added));
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private void isWhole(LogPlace place, long size) throws Exception {
    if (size == 0) {
      // An empty log is not on the disk.
      return;
    }
    String verifier = new NoteSigner(SampleLog.ORIGIN, key).verifier().text();
    List<byte[]> entries = new StrangeVerifier(place.folder(), verifier).entries();

    assertThat(entries).hasSize((int) size);
    for (int n = 0; n < size; n++) {
      assertThat(entries.get(n)).isEqualTo(SampleLog.entry(n));
    }
  }

  @Test
  void aDiskThatFailsLeavesALogThatGoesOn() throws Exception {
    LogPlace place = SampleLog.place(home, key, Disk.REAL);
    for (int step = 0; step < 20; step++) {
      TenantLog log = LogOpening.open(SampleLog.place(home, key, new KillingDisk(step))).log();
      long size = log.signed().size();
      try {
        log.append(SampleLog.entries(size, size + 3));
      } catch (Killed e) {
        assertThat(log.signed().size()).isEqualTo(size);
      }
    }
    isWhole(place, LogOpening.open(place).log().signed().size());
  }

  @Test
  void aDiskThatIsFullForAWhileLeavesALogThatGoesOnFromWhereItWas() throws Exception {
    LogPlace place = SampleLog.place(home, key, Disk.REAL);
    boolean full = true;
    for (int step = 0; full; step++) {
      KillingDisk disk = KillingDisk.fullOnceAfter(step);
      TenantLog log = LogOpening.open(SampleLog.place(home, key, disk)).log();
      long size = log.signed().size();
      List<byte[]> added = SampleLog.entries(size, size + 300);
      try {
        log.append(added);
      } catch (IOException e) {
        assertThat(log.signed().size()).isEqualTo(size);
        // As the gateway does, which looks at a log again that stopped. Where only the copy of the
        // checkpoint found no room, the entries are in it, though nobody was told so yet.
        log = LogOpening.open(place).log();
        assertThat(log.signed().size()).isIn(size, size + 300);
        isWhole(place, log.signed().size());
        if (log.signed().size() == size) {
          log.append(added);
        }
      }
      full = disk.hasFailed();
      isWhole(place, size + 300);
    }
  }
}

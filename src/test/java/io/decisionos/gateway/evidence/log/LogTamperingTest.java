package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose files are tampered with, as a stranger with a key and the gateway find it. */
class LogTamperingTest {
  private static final long SIZE = 300;

  @TempDir Path home;
  private final KeyPair key = SampleLog.key();

  /** How often somebody tampers. */
  int acts() {
    return 2000;
  }

  @Test
  void everyActOfTamperingIsFoundAndNothingElse() throws Exception {
    LogPlace place = SampleLog.place(home.resolve("a"), key, Disk.REAL);
    LogPlace other = SampleLog.place(home.resolve("b"), key, Disk.REAL);
    LogOpening.open(place).log().append(SampleLog.entries(0, SIZE));
    LogOpening.open(other).log().append(SampleLog.entries(1000, 1000 + SIZE));
    String verifier = new NoteSigner(SampleLog.ORIGIN, key).verifier().text();
    var stranger = new StrangeVerifier(place.folder(), verifier);
    byte[] root = stranger.head().root();
    var tampering = new Tampering(25, files(place), files(other));
    for (int i = 0; i < acts(); i++) {
      Tampering.Act act = tampering.act();

      assertThat(believes(stranger, root)).as("%s", act).isFalse();
      assertThat(opens(place)).as("%s", act).isFalse();
      act.undo();
      assertThat(believes(stranger, root)).as("clean").isTrue();
    }
    assertThat(opens(place)).isTrue();
  }

  private static List<Path> files(LogPlace place) throws IOException {
    try (Stream<Path> files = Files.walk(place.folder())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** A stranger who has seen the newest head before. */
  private static boolean believes(StrangeVerifier stranger, byte[] root) {
    try {
      return stranger.entries().size() == SIZE && Arrays.equals(stranger.head().root(), root);
    } catch (StrangeVerifier.Liar e) {
      return false;
    }
  }

  private static boolean opens(LogPlace place) throws IOException {
    try {
      LogOpening.open(place);
      return true;
    } catch (LogRefusedException e) {
      return false;
    }
  }
}

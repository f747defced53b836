package io.decisionos.gateway.cards.log;

import static io.decisionos.gateway.cards.log.OpenLog.ACME;
import static io.decisionos.gateway.cards.log.OpenLog.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fixture.FaultyDisk;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final Instant AT = Instant.parse("2026-03-01T23:59:59.5Z");

  @TempDir private Path data;

  private static ReasonEvent event(String reason) {
    return new ReasonEvent(AT, reason, 1);
  }

  private static String reason(Future<?> refused) {
    return ((ProblemException) refused.cause()).problem().type().reasonCode();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("events/acme-corp"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void nobodyHearsOfABatchBeforeItIsCommitted() throws IOException {
    try (var log = new OpenLog(data)) {
      Future<Integer> batch = log.append(ACME, event("a"), event("b"));
      assertThat(batch.isComplete()).isFalse();
      assertThat(log.all(ACME)).isEqualTo("{}");
      log.settle();
      assertThat(batch.result()).isEqualTo(2);
      assertThat(log.all(ACME)).isEqualTo("{a=1, b=1}");
      assertThat(log.told()).containsExactly(ACME);
    }
  }

  @Test
  void batchesThatComeTogetherShareOneWaitForTheDisk() throws IOException {
    var disk = new FaultyDisk();
    try (var log = new OpenLog(data, disk, 10)) {
      log.have(ACME, event("a"));
      int before = disk.forces();
      IntStream.range(0, 50).forEach(i -> log.append(ACME, event("a")));
      log.settle();
      assertThat(disk.forces() - before).isEqualTo(1);
      assertThat(log.all(ACME)).isEqualTo("{a=51}");
    }
  }

  @Test
  void whatIsCommittedIsCountedAfterARestart() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("a"), new ReasonEvent(AT.plusSeconds(1), "b", 1_000_000_000));
      log.have(OTHER, event("c"));
    }
    try (var log = new OpenLog(data)) {
      assertThat(log.all(ACME)).isEqualTo("{a=1, b=1000000000}");
      assertThat(log.all(OTHER)).isEqualTo("{c=1}");
      assertThat(log.counts(ACME).between(AT, AT.plusMillis(500)).toString()).isEqualTo("{a=1}");
      assertThat(log.counts(ACME).version()).isEqualTo(2);
    }
  }

  @Test
  void aLocaleWithDigitsOfItsOwnHidesNothingThatIsCommitted() throws IOException {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      try (var log = new OpenLog(data)) {
        log.have(ACME, event("a"));
      }
      try (var log = new OpenLog(data)) {
        assertThat(log.all(ACME)).isEqualTo("{a=1}");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void eachDayBeginsAFileAndABatchLiesInOneOfThem() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("a"), new ReasonEvent(AT.plusSeconds(1), "b", 1));
      log.pass(60);
      log.have(ACME, event("a"));
      assertThat(segments())
          .extracting(file -> file.getFileName().toString())
          .containsExactly("2026-03-01-000001.events", "2026-03-02-000001.events");
    }
  }

  @Test
  void aTornTailIsCutAtWhateverByteItEnds() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("a"));
    }
    Path file = segments().get(0);
    byte[] sound = Files.readAllBytes(file);
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("b"), event("b"));
    }
    byte[] whole = Files.readAllBytes(file);
    for (int length = sound.length; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (var log = new OpenLog(data)) {
        assertThat(log.all(ACME)).as("cut at %d", length).isEqualTo("{a=1}");
        log.have(ACME, event("c"));
      }
      try (var log = new OpenLog(data)) {
        assertThat(log.all(ACME)).isEqualTo("{a=1, c=1}");
        assertThat(log.of(ACME).damaged()).isZero();
      }
    }
  }

  @Test
  void damageInTheMiddleIsCountedAndLosesNothingElse() throws IOException {
    var ends = new ArrayList<Long>();
    try (var log = new OpenLog(data)) {
      for (int i = 0; i < 20; i++) {
        log.have(ACME, event("reason-" + i), event("reason-" + i));
        ends.add(Files.size(segments().get(0)));
      }
    }
    Path file = segments().get(0);
    byte[] sound = Files.readAllBytes(file);
    var random = new Random(1);
    for (int round = 0; round < 30; round++) {
      int at = (int) (ends.get(4) + random.nextInt((int) (ends.get(9) - ends.get(4))));
      byte[] hurt = sound.clone();
      hurt[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, hurt);
      int lost = 5;
      while (ends.get(lost) <= at) {
        lost++;
      }
      try (var log = new OpenLog(data)) {
        assertThat(log.of(ACME).damaged()).as("round %d", round).isEqualTo(1);
        assertThat(log.counts(ACME).version()).isEqualTo(38);
        assertThat(log.all(ACME)).doesNotContain("reason-" + lost + "=");
      }
    }
  }

  @Test
  void aCheckpointSparesAStartTheLogBeforeIt() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("a"), event("b"));
      log.checkpoint();
      log.have(ACME, event("c"));
    }
    // What lies before the checkpoint is not even looked at.
    try (var file = new RandomAccessFile(segments().get(0).toFile(), "rw")) {
      file.seek(12);
      file.write(0xff);
    }
    try (var log = new OpenLog(data)) {
      assertThat(log.all(ACME)).isEqualTo("{a=1, b=1, c=1}");
      assertThat(log.counts(ACME).version()).isEqualTo(3);
      assertThat(log.of(ACME).damaged()).isZero();
      log.have(ACME, event("a"), event("d"));
      assertThat(log.all(ACME)).isEqualTo("{a=2, b=1, c=1, d=1}");
    }
  }

  @Test
  void manyCheckpointsLeaveFewFilesAndTheSameCounts() throws IOException {
    var random = new Random(7);
    long[] expected = new long[5];
    for (int run = 0; run < 10; run++) {
      try (var log = new OpenLog(data)) {
        for (int i = 0; i < 20; i++) {
          int reason = random.nextInt(5);
          expected[reason]++;
          Instant at = AT.minusSeconds(random.nextInt(1_000_000));
          log.have(ACME, new ReasonEvent(at, "r" + reason, 1));
          if (random.nextInt(4) == 0) {
            log.checkpoint();
          }
        }
      }
    }
    try (var log = new OpenLog(data)) {
      assertThat(log.all(ACME))
          .isEqualTo(
              "{r0=%d, r1=%d, r2=%d, r3=%d, r4=%d}"
                  .formatted(expected[0], expected[1], expected[2], expected[3], expected[4]));
    }
    try (Stream<Path> files = Files.list(data.resolve("events-counts/tenants/acme-corp"))) {
      assertThat(files.count()).isLessThan(10);
    }
  }

  @Test
  void countsThatAreDamagedAreMadeAgainFromTheLog() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("a"), event("b"));
      log.checkpoint();
    }
    Path counts = data.resolve("events-counts/tenants/acme-corp");
    try (Stream<Path> files = Files.list(counts)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    try (var log = new OpenLog(data)) {
      assertThat(log.all(ACME)).isEqualTo("{a=1, b=1}");
    }
  }

  @Test
  void aRepeatUnderTheSameKeyIsCountedOnceEvenAfterARestart() throws IOException {
    try (var log = new OpenLog(data)) {
      Future<Integer> first = log.append("k", "body", event("a"), event("b"));
      Future<Integer> atOnce = log.append("k", "body", event("a"), event("b"));
      log.settle();
      assertThat(List.of(first.result(), atOnce.result())).containsExactly(2, 2);
      log.checkpoint();
    }
    try (var log = new OpenLog(data)) {
      assertThat(log.append("k", "body", event("a"), event("b")).result()).isEqualTo(2);
      assertThat(reason(log.append("k", "other", event("a"))))
          .isEqualTo("request.idempotency_mismatch");
      assertThat(log.all(ACME)).isEqualTo("{a=1, b=1}");
    }
  }

  @Test
  void aFullDiskRefusesWholeBatchesAndIsUsedAgainWhenThereIsSpace() throws IOException {
    var disk = new FaultyDisk();
    try (var log = new OpenLog(data, disk, 10)) {
      log.have(ACME, event("a"));
      disk.fillUpAfter(10);
      Future<Integer> refused = log.append(ACME, event("b"), event("c"));
      log.settle();
      assertThat(reason(refused)).isEqualTo("storage.full");
      assertThat(log.log().faults()).containsKey(ACME);
      disk.fillUpAfter(Long.MAX_VALUE);
      log.log().probe();
      log.settle();
      assertThat(log.log().faults()).isEmpty();
      log.have(ACME, event("d"));
      assertThat(log.all(ACME)).isEqualTo("{a=1, d=1}");
    }
    try (var log = new OpenLog(data)) {
      assertThat(log.all(ACME)).isEqualTo("{a=1, d=1}");
    }
  }

  @Test
  void aDiskThatFailsToForceLeavesTheOutcomeUnknown() throws IOException {
    var disk = new FaultyDisk();
    try (var log = new OpenLog(data, disk, 10)) {
      log.have(ACME, event("a"));
      disk.failToForce();
      Future<Integer> unknown = log.append(ACME, event("b"));
      log.settle();
      assertThat(((ProblemException) unknown.cause()).problem().members())
          .containsEntry("outcome", "unknown");
      assertThat(log.all(ACME)).isEqualTo("{a=1}");
    }
  }

  @Test
  void aBugWhileBatchesAreWrittenIsHeardByAllWhoWait() throws IOException {
    var disk = new FaultyDisk();
    try (var log = new OpenLog(data, disk, 10)) {
      log.have(ACME, event("a"));
      disk.throwing(Optional.of(new IllegalStateException("a bug of the test")));
      var waiting = List.of(log.append(ACME, event("b")), log.append(ACME, event("c")));
      log.settle();
      assertThat(waiting).allMatch(Future::failed);
      disk.throwing(Optional.empty());
      log.have(ACME, event("d"));
      assertThat(log.all(ACME)).isEqualTo("{a=1, d=1}");
    }
    try (var log = new OpenLog(data)) {
      assertThat(log.all(ACME)).isEqualTo("{a=1, d=1}");
    }
  }

  @Test
  void aBugAfterTheWriteIsHeardByTheTenantsCallersAndNobodyElses() throws IOException {
    try (var log = new OpenLog(data)) {
      log.failToTell(ACME);
      Future<Integer> unknown = log.append(ACME, event("a"));
      Future<Integer> other = log.append(OTHER, event("b"));
      log.settle();
      assertThat(reason(unknown)).isEqualTo("storage.unavailable");
      assertThat(((ProblemException) unknown.cause()).problem().members())
          .containsEntry("outcome", "unknown");
      assertThat(other.result()).isEqualTo(1);
    }
  }

  @Test
  void aBoundOfBytesOrOfReasonsRefusesTheWholeBatch() throws IOException {
    try (var log = new OpenLog(data, FileOpener.DISK, 2)) {
      log.have(ACME, event("a"));
      assertThat(reason(log.append(ACME, event("b"), event("c")))).isEqualTo("tenant.storage_full");
      log.have(ACME, event("b"));
      var batch = new BatchRecord(List.of(event("a")), Optional.empty(), Optional.empty());
      assertThat(reason(log.log().append(ACME, batch, log.of(ACME).bytes())))
          .isEqualTo("tenant.storage_full");
      log.have(OTHER, event("x"), event("y"));
      assertThat(log.all(ACME)).isEqualTo("{a=1, b=1}");
    }
  }

  @Test
  void aFolderThatIsALinkIsNoTenants() throws IOException {
    Files.createDirectories(data.resolve("events/default"));
    Files.createSymbolicLink(data.resolve("events/acme-corp"), Path.of("default"));
    try (var log = new OpenLog(data)) {
      assertThat(reason(log.append(ACME, event("a")))).isEqualTo("storage.unavailable");
      log.have(OTHER, event("b"));
      assertThat(log.all(OTHER)).isEqualTo("{b=1}");
    }
  }

  @Test
  void aSecondGatewayIsTurnedAway() throws IOException {
    try (var log = new OpenLog(data)) {
      assertThatThrownBy(() -> new OpenLog(data))
          .isInstanceOf(RefusedFileException.class)
          .hasMessageContaining("locked by another gateway");
      log.have(ACME, event("a"));
    }
  }

  @Test
  void aViewStaysAsItWasWhateverComesLater() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("a"));
      log.checkpoint();
      ReasonCounts before = log.counts(ACME);
      log.have(ACME, event("a"), event("new"));
      log.checkpoint();
      assertThat(before.between(Instant.MIN, Instant.MAX).toString()).isEqualTo("{a=1}");
      assertThat(log.all(ACME)).isEqualTo("{a=2, new=1}");
    }
  }
}

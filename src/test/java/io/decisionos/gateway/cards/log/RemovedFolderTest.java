package io.decisionos.gateway.cards.log;

import static io.decisionos.gateway.cards.log.OpenLog.ACME;
import static io.decisionos.gateway.cards.log.OpenLog.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fixture.FaultyDisk;
import io.decisionos.gateway.fixture.Shell;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody removes what the gateway writes to: what it acknowledges is in a file all the same. */
class RemovedFolderTest {
  private static final Instant AT = Instant.parse("2026-03-01T23:59:59.5Z");

  @TempDir private Path data;

  private static ReasonEvent event(String reason) {
    return new ReasonEvent(AT, reason, 1);
  }

  private void remove(String what) {
    Shell.run("sh", "-c", "rm -rf " + data + "/" + what);
  }

  private void assertStored(String counts) throws IOException {
    try (var log = new OpenLog(data)) {
      assertThat(log.all(ACME)).isEqualTo(counts);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "events/acme-corp, false",
    "events/acme-corp, true",
    "events, false",
    "events, true",
    "events/acme-corp/*.events, false",
    "events/acme-corp/*.events, true"
  })
  void whatComesAfterARemovalIsInAFile(String removed, boolean atRest) throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("before"));
      log.have(OTHER, event("x"));
      if (atRest) {
        log.of(ACME).keepHouse(Instant.EPOCH);
      }
      remove(removed);

      log.have(ACME, event("after"));
      log.have(ACME, event("later"));
      log.have(OTHER, event("y"));
    }
    assertStored("{after=1, later=1}");
  }

  @Test
  void aFolderThatIsMadeAgainIsNoLogWithAFile() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("before"));
      remove("events/acme-corp");
      Files.createDirectory(data.resolve("events/acme-corp"));
      log.have(ACME, event("after"));
    }
    assertStored("{after=1}");
  }

  @Test
  void whatIsRemovedWhileItIsWrittenIsNotAcknowledged() throws IOException {
    var disk = new FaultyDisk();
    try (var log = new OpenLog(data, disk, 100)) {
      log.have(ACME, event("before"));
      disk.beforeForce(() -> remove("events/acme-corp"));
      Future<Integer> batch = log.append(ACME, event("meanwhile"));
      log.settle();
      assertThat(batch.failed()).isTrue();
      var problem = ((ProblemException) batch.cause()).problem();
      assertThat(problem.type().reasonCode()).isEqualTo("storage.unavailable");
      assertThat(log.all(ACME)).isEqualTo("{before=1}");
      disk.beforeForce(() -> {});
      log.have(ACME, event("after"));
    }
    assertStored("{after=1}");
  }

  @Test
  void aCheckpointOfALogThatIsGoneFitsNoLaterOne() throws IOException {
    try (var log = new OpenLog(data)) {
      log.have(ACME, event("before"));
      log.checkpoint();
    }
    remove("events/acme-corp");
    for (int i = 0; i < 3; i++) {
      try (var log = new OpenLog(data)) {
        log.have(ACME, event("after"));
      }
    }
    assertStored("{after=3}");
  }
}

package io.decisionos.gateway.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locking, wherever a kill has left it. */
final class EvidenceStoreTest {
  private static final byte[] DOCUMENT = EvidenceSample.valid("acme", 1);
  private static final Sha256 HASH = Sha256.of(DOCUMENT, DOCUMENT.length);
  private static final EvidencePath PATH = EvidencePath.inPartition("acme", "2026-01", "1");

  @TempDir Path root;
  private EvidenceStore store;

  @BeforeEach
  void handIn() throws IOException {
    store = new EvidenceStore(root, new EvidenceFiles(root, Clock.systemUTC()), Disk.REAL);
    store.create(PATH, DOCUMENT);
  }

  private Path at(EvidencePath path) {
    return root.resolve(path.text());
  }

  @Test
  void aLockThatWasKilledAfterTheModeIsSimplyDoneAgain() throws IOException {
    Files.setPosixFilePermissions(at(PATH), PosixFilePermissions.fromString("r--r--r--"));

    assertThat(store.lock(PATH, HASH).path()).isEqualTo(PATH.locked());
    assertThat(at(PATH)).doesNotExist();
    assertThat(at(PATH.locked())).hasBinaryContent(DOCUMENT);
  }

  @Test
  void aDocumentThatIsStillInProgressIsReplacedWhateverItsMode() throws IOException {
    Files.setPosixFilePermissions(at(PATH), PosixFilePermissions.fromString("r--r--r--"));
    byte[] other = EvidenceSample.valid("acme", 2);

    store.replace(PATH, other, HASH);
    assertThat(at(PATH)).hasBinaryContent(other);
  }

  @Test
  void aFileIsLockedReplacedAndDeletedWhateverBytesItsNameIsMadeOf() throws IOException {
    var odd = EvidencePath.inPartition("acme", "2026-01", "\ufffd{ff}");
    Path open = PathText.resolve(root, odd.text());
    Path locked = PathText.resolve(root, odd.locked().text());
    Files.write(open, EvidenceSample.valid("acme", 2));

    store.replace(odd, DOCUMENT, store.current(odd).orElseThrow().sha256().orElseThrow());
    assertThat(open).hasBinaryContent(DOCUMENT);
    store.lock(odd, HASH);
    assertThat(locked).hasBinaryContent(DOCUMENT);
    store.delete(odd.locked());
    assertThat(locked).doesNotExist();
    assertThat(open).doesNotExist();
  }

  @Test
  void whatHasTheLockedNameOrOtherBytesIsNotTouched() throws IOException {
    Files.write(at(PATH.locked()), EvidenceSample.valid("acme", 2));

    assertThatThrownBy(() -> store.lock(PATH, HASH)).isInstanceOf(FileAlreadyExistsException.class);
    Files.delete(at(PATH.locked()));
    Files.write(at(PATH), EvidenceSample.valid("acme", 3));
    assertThatThrownBy(() -> store.lock(PATH, HASH)).isInstanceOf(OtherBytesException.class);
    assertThat(at(PATH)).exists();
  }

  @Test
  void whatAKillLeftOfHandingInIsDroppedAtTheNextStart() throws IOException {
    Path draft = Files.write(root.resolve(".intake/left"), DOCUMENT);
    var again = new EvidenceStore(root, new EvidenceFiles(root, Clock.systemUTC()), Disk.REAL);

    assertThat(draft).doesNotExist();
    assertThat(again.current(PATH)).isPresent();
  }
}

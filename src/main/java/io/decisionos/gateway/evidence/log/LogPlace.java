package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.merkle.NoteKey;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a tenant's log is, and who signs for it.
 *
 * @param origin names the log, also as the name of its keys
 * @param folder below the evidence root
 * @param head the file outside of the root that has the last checkpoint
 */
public record LogPlace(String origin, Path folder, Path head, Signers signers, Disk disk) {

  /** Who signs; asked each time, as keys come and go. Any thread. */
  @FunctionalInterface
  public interface Signers {
    /**
     * At least one.
     *
     * @throws IOException if nobody can sign now
     */
    List<NoteSigner> now() throws IOException;
  }

  /** The same on another disk. */
  LogPlace with(Disk other) {
    return new LogPlace(origin, folder, head, signers, other);
  }

  List<NoteKey> verifiers() throws IOException {
    return signers.now().stream().map(NoteSigner::verifier).toList();
  }

  Path checkpoint() {
    return folder.resolve("checkpoint");
  }
}

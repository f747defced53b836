package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Fingerprint;
import io.decisionos.gateway.evidence.index.Sha256;
import java.util.Optional;

/** What was read of a file: its hash and the verdict on it. Immutable. */
record FileContent(Sha256 sha256, long size, Evidence verdict) {

  /** The content that these bytes are. */
  static FileContent of(byte[] bytes) {
    return new FileContent(Sha256.of(bytes, bytes.length), bytes.length, Evidence.judge(bytes));
  }

  EvidenceEntry entry(EvidencePath path, Fingerprint print) {
    return new EvidenceEntry(path, print, Optional.of(sha256), verdict);
  }
}

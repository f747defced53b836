package io.decisionos.gateway.evidence;

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

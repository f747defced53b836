package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Made-up logs of a tenant on a disk that may fail. */
final class SampleLog {
  static final String ORIGIN = "decisionos/acme";

  private SampleLog() {}

  static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static LogPlace place(Path home, KeyPair key, Disk disk) {
    return new LogPlace(
        ORIGIN,
        home.resolve("evidence/.log/acme"),
        home.resolve("heads/acme"),
        () -> List.of(new NoteSigner(ORIGIN, key)),
        disk);
  }

  /** The nth leaf of all sample logs. */
  static byte[] entry(long n) {
    byte[] bytes = String.valueOf(n).getBytes(StandardCharsets.UTF_8);
    var path = new EvidencePath("acme/2026-01/evidence_" + n + ".json");
    var hash = Optional.of(Sha256.of(bytes, bytes.length));
    return new Leaf(Instant.EPOCH.plusSeconds(n), Op.ADD, path, hash, n, Optional.empty()).bytes();
  }

  static List<byte[]> entries(long from, long to) {
    var entries = new ArrayList<byte[]>();
    for (long n = from; n < to; n++) {
      entries.add(entry(n));
    }
    return entries;
  }
}

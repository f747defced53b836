package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.tenant.TenantId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * One line of the index's log: a file as it is from then on, or a file that is gone. Immutable.
 *
 * @param entry absent if the file is gone
 */
record LogRecord(EvidencePath path, Optional<EvidenceEntry> entry) {

  static LogRecord of(EvidenceEntry entry) {
    return new LogRecord(entry.path(), Optional.of(entry));
  }

  static LogRecord gone(EvidencePath path) {
    return new LogRecord(path, Optional.empty());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(path.text());
    out.writeBoolean(entry.isPresent());
    if (entry.isPresent()) {
      write(entry.get(), out);
    }
  }

  private static void write(EvidenceEntry entry, DataOutputStream out) throws IOException {
    Fingerprint print = entry.print();
    out.writeLong(print.size());
    out.writeLong(print.mtime());
    out.writeLong(print.ctime());
    out.writeLong(print.inode());
    out.writeBoolean(entry.sha256().isPresent());
    if (entry.sha256().isPresent()) {
      Sha256 hash = entry.sha256().get();
      out.writeLong(hash.a());
      out.writeLong(hash.b());
      out.writeLong(hash.c());
      out.writeLong(hash.d());
    }
    Evidence verdict = entry.verdict();
    out.writeBoolean(verdict.tampered());
    out.writeUTF(verdict.tenant().map(TenantId::value).orElse(""));
    out.writeUTF(verdict.generatedAt().orElse(""));
    out.writeBoolean(verdict.performs());
    out.writeUTF(verdict.error().orElse(""));
  }

  static LogRecord read(DataInputStream in) throws IOException {
    var path = new EvidencePath(in.readUTF());
    return in.readBoolean() ? of(readEntry(path, in)) : gone(path);
  }

  private static EvidenceEntry readEntry(EvidencePath path, DataInputStream in) throws IOException {
    var print = new Fingerprint(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    Optional<Sha256> hash =
        in.readBoolean()
            ? Optional.of(new Sha256(in.readLong(), in.readLong(), in.readLong(), in.readLong()))
            : Optional.empty();
    boolean tampered = in.readBoolean();
    Optional<TenantId> tenant = TenantId.parse(in.readUTF());
    Optional<String> at = text(in.readUTF());
    var verdict = new Evidence(tampered, tenant, at, in.readBoolean(), text(in.readUTF()));
    return new EvidenceEntry(path, print, hash, verdict);
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

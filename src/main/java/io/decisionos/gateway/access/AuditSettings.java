package io.decisionos.gateway.access;

import io.decisionos.gateway.config.Section;

/**
 * How much of the audit log is kept.
 *
 * @param fileBytes a file that would grow beyond is followed by another
 * @param totalBytes beyond, the oldest file is deleted
 */
public record AuditSettings(long fileBytes, long totalBytes) {
  private static final long DEFAULT_FILE = 16L << 20;
  private static final long DEFAULT_TOTAL = 256L << 20;
  private static final long LEAST = 64L << 10;
  private static final long MOST = 1L << 40;

  /** Reads the section {@code audit} of {@code gateway.yaml}. */
  public static AuditSettings read(Section audit) {
    return new AuditSettings(
        audit.integer("max_file_bytes", LEAST, MOST).orElse(DEFAULT_FILE),
        audit.integer("max_total_bytes", LEAST, MOST).orElse(DEFAULT_TOTAL));
  }
}

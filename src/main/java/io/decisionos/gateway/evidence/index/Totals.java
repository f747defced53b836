package io.decisionos.gateway.evidence.index;

/**
 * What the whole index adds up to. Immutable.
 *
 * @param unknown files that are nobody's
 */
public record Totals(long files, long bytes, long tampered, long unknown) {
  public static final Totals NOTHING = new Totals(0, 0, 0, 0);

  /** With an entry more, or with one less. */
  Totals plus(EvidenceEntry entry, int sign) {
    return new Totals(
        files + sign,
        bytes + sign * entry.print().size(),
        tampered + (entry.tampered() ? sign : 0),
        unknown + (entry.owner().isEmpty() ? sign : 0));
  }
}

package io.decisionos.gateway.storage.embedded;

/**
 * How much a store takes in. At a bound it refuses; it never evicts.
 *
 * @param records how many entries or nonces at a time, for all tenants; what they take in memory is
 *     in proportion
 * @param bytes of all names and bodies; the files take at most twice that and some segments
 * @param tenantPercent the part of both that one tenant may hold, so that it cannot lock out others
 * @param segmentBytes when a new segment file is begun
 */
public record Bounds(long records, long bytes, int tenantPercent, int segmentBytes) {
  long recordsPerTenant() {
    return share(records);
  }

  long bytesPerTenant() {
    return share(bytes);
  }

  private long share(long all) {
    return Math.max(1, (long) (all * (tenantPercent / 100.0)));
  }
}

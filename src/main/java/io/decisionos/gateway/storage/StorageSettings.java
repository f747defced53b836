package io.decisionos.gateway.storage;

import io.decisionos.gateway.config.Section;
import java.util.Map;

/**
 * The section {@code storage} of {@code gateway.yaml}.
 *
 * @param maxEntries how many entries at a time, for all tenants
 * @param maxBytes of all names and bodies
 * @param maxNonces how many nonces at a time, for all tenants
 * @param tenantPercent the part of each that one tenant may hold
 * @param redis how Redis is reached, if it is the backend
 * @param required whether the gateway counts as not ready while Redis is away
 */
public record StorageSettings(
    Kind kind,
    long maxEntries,
    long maxBytes,
    long maxNonces,
    int tenantPercent,
    RedisSettings redis,
    boolean required) {
  private static final long MOST_RECORDS = 1_000_000_000L;
  private static final long MOST_BYTES = 1L << 50;
  private static final Map<String, Boolean> READINESS = Map.of("optional", false, "required", true);
  private static final Map<String, Kind> KINDS =
      Map.of("embedded", Kind.EMBEDDED, "redis", Kind.REDIS);

  /** Where entries and nonces are kept. */
  public enum Kind {
    EMBEDDED("embedded"),
    REDIS("redis");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Reads the section; its faults stay with it. */
  public static StorageSettings read(Section storage) {
    return new StorageSettings(
        storage.oneOf("backend", KINDS).orElse(Kind.EMBEDDED),
        storage.integer("max_entries", 1, MOST_RECORDS).orElse(1_000_000L),
        storage.integer("max_bytes", 1, MOST_BYTES).orElse(1L << 30),
        storage.integer("max_nonces", 1, MOST_RECORDS).orElse(2_000_000L),
        storage.integer("tenant_percent", 1, 100).orElse(50L).intValue(),
        RedisSettings.read(storage),
        storage.oneOf("readiness", READINESS).orElse(false));
  }
}

package io.decisionos.gateway.storage;

/**
 * What a tenant holds at the moment.
 *
 * @param entries the number of entries
 * @param bytes the bytes of their names and bodies
 */
public record Usage(long entries, long bytes) {
  /** Nothing at all. */
  public static final Usage NONE = new Usage(0, 0);

  public Usage plus(Usage other) {
    return new Usage(entries + other.entries, bytes + other.bytes);
  }

  public Usage minus(Usage other) {
    return new Usage(entries - other.entries, bytes - other.bytes);
  }
}

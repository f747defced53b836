package io.decisionos.gateway.evidence.archive;

import java.util.List;

/** An object of an archive as it was read. Immutable but for its bytes, which nobody changes. */
public final class Archived {
  private final byte[] bytes;
  private final List<String> said;

  /**
   * @param said every SHA-256 that it was put there with, in hexadecimal digits
   */
  public Archived(byte[] bytes, List<String> said) {
    this.bytes = bytes;
    this.said = List.copyOf(said);
  }

  public byte[] bytes() {
    return bytes;
  }

  public List<String> said() {
    return said;
  }
}

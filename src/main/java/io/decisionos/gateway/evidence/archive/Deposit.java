package io.decisionos.gateway.evidence.archive;

import io.decisionos.gateway.evidence.index.Sha256;
import java.time.Instant;
import java.util.Optional;

/** A file on its way into the archive. Nobody changes its bytes any more. */
public final class Deposit {
  private final String key;
  private final byte[] bytes;
  private final Sha256 sha256;
  private final Optional<Instant> until;
  private final boolean held;

  /**
   * @param until until when it cannot be deleted; empty: from now on it can
   * @param held whether it cannot be deleted for as long as a hold lasts
   */
  public Deposit(String key, byte[] bytes, Sha256 sha256, Optional<Instant> until, boolean held) {
    this.key = key;
    this.bytes = bytes;
    this.sha256 = sha256;
    this.until = until;
    this.held = held;
  }

  public String key() {
    return key;
  }

  public byte[] bytes() {
    return bytes;
  }

  public Sha256 sha256() {
    return sha256;
  }

  public Optional<Instant> until() {
    return until;
  }

  public boolean held() {
    return held;
  }
}

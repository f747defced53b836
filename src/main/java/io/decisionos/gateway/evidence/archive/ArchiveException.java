package io.decisionos.gateway.evidence.archive;

import java.io.IOException;

/** The archive did not do what it was asked for. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean ofOne;

  /**
   * @param ofOne whether it refuses this one object alone, so that others may be tried
   */
  public ArchiveException(String message, boolean ofOne, Throwable cause) {
    super(message, cause);
    this.ofOne = ofOne;
  }

  public boolean isOfOne() {
    return ofOne;
  }
}

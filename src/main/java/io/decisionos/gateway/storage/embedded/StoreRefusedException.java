package io.decisionos.gateway.storage.embedded;

import java.io.IOException;

/**
 * The store cannot be opened as it is; the message names the file, what was found and what was
 * expected. The gateway does not start.
 */
public final class StoreRefusedException extends IOException {
  StoreRefusedException(String message) {
    super(message);
  }
}

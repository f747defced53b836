package io.decisionos.gateway.evidence.store;

import java.io.IOException;

/** A file is not any more what the index has it for. */
public final class OtherBytesException extends IOException {
  OtherBytesException(String path) {
    super(path + " has changed or is gone");
  }
}

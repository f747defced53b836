package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.Frame;

/**
 * Where a record lies in a log.
 *
 * @param offset of its payload in the segment
 * @param length of its payload in bytes
 */
record Place(long segment, int offset, int length) {
  /** The bytes that the record takes in the file. */
  int footprint() {
    return Frame.HEAD + length;
  }
}

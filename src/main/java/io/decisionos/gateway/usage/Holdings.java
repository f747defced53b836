package io.decisionos.gateway.usage;

/**
 * What a tenant holds at a moment.
 *
 * @param storageBytes of entries, kept answers, nonces and events
 * @param evidenceBytes of evidence
 */
record Holdings(long storageBytes, long evidenceBytes) {
  static final Holdings NONE = new Holdings(0, 0);

  long all() {
    return storageBytes + evidenceBytes;
  }
}

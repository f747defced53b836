package io.decisionos.gateway.load.soak;

import java.util.Locale;

/** A vital sign of a Java process: what must not grow while the load is the same. */
public enum Gauge {
  /** Bytes of heap that are left after a full collection. */
  HEAP_AFTER_GC,
  /** Bytes in direct buffers. */
  DIRECT_MEMORY,
  /** Live Java threads. */
  THREADS,
  /** Open files and sockets. */
  FILE_DESCRIPTORS;

  /** The name in reports. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

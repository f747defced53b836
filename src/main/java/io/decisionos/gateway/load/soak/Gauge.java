package io.decisionos.gateway.load.soak;

import java.util.Locale;

/** A vital sign of a Java process: what must not grow while the load is the same. */
public enum Gauge {
  /** Bytes of heap that are left after a full collection. */
  HEAP_AFTER_GC(1 << 20),
  /** Bytes in direct buffers. */
  DIRECT_MEMORY(1 << 20),
  /** Live Java threads. */
  THREADS(2),
  /** Open files and sockets. */
  FILE_DESCRIPTORS(4);

  private final double step;

  Gauge(double step) {
    this.step = step;
  }

  /**
   * How much it moves by itself: a buffer that is kept for the next time, a pool's thread that
   * starts late, a connection between two states.
   */
  public double step() {
    return step;
  }

  /** The name in reports. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

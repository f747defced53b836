package io.decisionos.gateway.http.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;

/**
 * The memory outside of the heap through which all bytes come and go. It has a bound of its own,
 * far below the one that the JVM has for it: at that one, whoever asks for memory waits half a
 * second for each try, event loops among them; at ours a connection ends at once.
 */
public final class DirectMemory {
  private static final String BOUND = "io.netty.maxDirectMemory";
  private static final int PART_OF_HEAP = 4;
  private static final long LEAST_BYTES = 24L << 20;
  private static final long MOST_BYTES = 96L << 20;

  private DirectMemory() {}

  /** Sets the bound if the command line has not; to be called before anything is served. */
  public static void bound() {
    if (System.getProperty(BOUND) == null) {
      long part = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
      System.setProperty(BOUND, String.valueOf(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, part))));
    }
  }

  /** How much there may be. */
  static long capacity() {
    return PlatformDependent.maxDirectMemory();
  }

  /** How much there is. */
  static long used() {
    return Math.max(0, PlatformDependent.usedDirectMemory());
  }

  /** Shows both. */
  public static void show(MeterRegistry meters) {
    Gauge.builder("gateway.direct.memory.used.bytes", DirectMemory::used)
        .description("Memory outside of the heap that connections have taken from the system")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("gateway.direct.memory.limit.bytes", DirectMemory::capacity)
        .description("How much of it there may be")
        .baseUnit("bytes")
        .register(meters);
  }
}

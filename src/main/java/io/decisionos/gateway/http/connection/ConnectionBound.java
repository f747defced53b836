package io.decisionos.gateway.http.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections there may be.
 *
 * @param all of the tenants' listener
 * @param perAddress from one address
 * @param operators of the operators' listener, which are not taken from the others
 */
public record ConnectionBound(int all, int perAddress, int operators) {
  /** So many a gateway takes whatever its limits say. */
  private static final int LEAST = 16;

  private static final int OPERATORS = 128;
  // Of descriptors a quarter is kept for files, and so many for the JVM and what it runs.
  private static final int PART_FOR_FILES = 4;
  private static final int FOR_OURSELVES = 64;
  // Of what is left a ninth is for those that are just refused, or just make room.
  private static final int PART_FOR_GOING = 9;
  // An idle connection takes less than half of that.
  private static final long HEAP_BYTES = 20_000;

  /** What follows from the limits of this process. */
  public static ConnectionBound ofProcess(int perAddress) {
    return of(descriptors(), Runtime.getRuntime().maxMemory(), perAddress);
  }

  /** What follows from so many descriptors and so much heap. */
  static ConnectionBound of(long descriptors, long heap, int perAddress) {
    long free = descriptors - descriptors / PART_FOR_FILES - FOR_OURSELVES;
    long operators = Math.min(OPERATORS, Math.max(LEAST, free / LEAST));
    long left = free - operators;
    left -= left / PART_FOR_GOING;
    long all = Math.min(Math.min(left, heap / HEAP_BYTES), Integer.MAX_VALUE);
    return new ConnectionBound((int) Math.max(LEAST, all), perAddress, (int) operators);
  }

  /** How many may be accepted, those that are refused or make room a moment later included. */
  int accepted() {
    return all + operators + Math.max(LEAST, all / LEAST);
  }

  /** How many descriptors the process may have; a lot if nobody can say. */
  public static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Integer.MAX_VALUE;
  }

  /** How many it has. */
  static long openDescriptors() {
    try {
      return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
          ? unix.getOpenFileDescriptorCount()
          : 0;
    } catch (InternalError e) {
      // The JVM counts them by listing a directory, for which none is left.
      return descriptors();
    }
  }
}

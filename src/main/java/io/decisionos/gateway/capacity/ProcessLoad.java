package io.decisionos.gateway.capacity;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** This process as the JVM counts it. For one thread. */
public final class ProcessLoad implements Load {
  private static final double PERCENT = 100;

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long cpuBefore = process.getProcessCpuTime();
  private long nanosBefore = System.nanoTime();

  @Override
  public double cpuPercent() {
    long cpu = process.getProcessCpuTime();
    long nanos = System.nanoTime();
    double cores = Runtime.getRuntime().availableProcessors();
    double passed = Math.max(1, nanos - nanosBefore);
    double percent = PERCENT * Math.max(0, cpu - cpuBefore) / (passed * cores);
    cpuBefore = cpu;
    nanosBefore = nanos;
    return Math.min(PERCENT, percent);
  }

  @Override
  public double memPercent() {
    // What a collection leaves is in use; what grows until the next one is not.
    double used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage kept = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && kept != null) {
        used += kept.getUsed();
      }
    }
    return Math.min(PERCENT, PERCENT * used / Runtime.getRuntime().maxMemory());
  }
}

package io.decisionos.gateway.capacity;

import java.util.List;

/**
 * What is asked of a gateway.
 *
 * @param tenants who asks
 * @param disk what the disk of the data must hold, and what it can
 */
public record Demand(Mix mix, List<Asker> tenants, Disk disk, Bounds bounds) {
  public Demand {
    tenants = List.copyOf(tenants);
  }

  /**
   * A tenant.
   *
   * @param perSecond its requests
   * @param p95Ms the latency that it was promised
   */
  public record Asker(String tenant, double perSecond, double p95Ms) {}

  /**
   * The disk under the data directory.
   *
   * @param needed bytes that are there, and those that new tenants may fill
   */
  public record Disk(double needed, double there) {}

  /** The global SLO's {@code saturation}: how much of the machine may be in use, in percent. */
  public record Bounds(double maxCpuPercent, double maxMemPercent) {}

  double perSecond() {
    return tenants.stream().mapToDouble(Asker::perSecond).sum();
  }
}

package io.decisionos.gateway.traffic;

import io.decisionos.gateway.bus.Announcement;

/** What is told of the traffic at the tenants' door. */
public final class TrafficChannels {
  /** An event loop has answered requests for about a second. */
  public static final Announcement<TrafficSlice> COUNTED =
      new Announcement<>("http.traffic-counted", TrafficSlice.class);

  private TrafficChannels() {}
}

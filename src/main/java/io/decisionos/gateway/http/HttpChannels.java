package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Announcement;

/** What the tenants' listener hears and tells. */
public final class HttpChannels {
  /** The settings of the tenants' listener have changed. */
  public static final Announcement<HttpSettings> SETTINGS_CHANGED =
      new Announcement<>("http.settings-changed", HttpSettings.class);

  /** An event loop has answered requests for about a second. */
  public static final Announcement<TrafficSlice> TRAFFIC =
      new Announcement<>("http.traffic-counted", TrafficSlice.class);

  private HttpChannels() {}
}

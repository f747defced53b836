package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Announcement;

/** What the tenants' listener hears and tells. */
public final class HttpChannels {
  /** The settings of the tenants' listener have changed. */
  public static final Announcement<HttpSettings> SETTINGS_CHANGED =
      new Announcement<>("http.settings-changed", HttpSettings.class);

  private HttpChannels() {}
}

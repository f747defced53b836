package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.http.HttpSettings;
import java.util.List;

/** What the operators' verticle answers, and what its listener hears. */
public final class OpsChannels {
  /** What every part says of itself; for the start. */
  public static final Channel<ReadyQuery, Readiness.Report> READY =
      new Channel<>("ops.ready", ReadyQuery.class, Readiness.Report.class, 64);

  /** Every part was asked, as each second; for pages that are open. */
  public static final Announcement<Readiness.Report> LOOKED =
      new Announcement<>("ops.looked", Readiness.Report.class);

  /** The settings of the operators' listener have changed. */
  public static final Announcement<HttpSettings> SETTINGS_CHANGED =
      new Announcement<>("ops.settings-changed", HttpSettings.class);

  public static final List<Channel<?, ?>> ALL = List.of(READY);

  private OpsChannels() {}

  /** Asks for readiness. */
  public record ReadyQuery() {}
}

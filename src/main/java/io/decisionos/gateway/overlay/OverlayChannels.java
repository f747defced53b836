package io.decisionos.gateway.overlay;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What the overlay worker answers. */
public final class OverlayChannels {
  private static final int CAPACITY = 256;

  /** The effective SLO, whole or one key of it; asked once a tenant's revision and event loop. */
  public static final Channel<SloQuery, OverlayAnswer> SLO =
      new Channel<>("overlay.slo", SloQuery.class, OverlayAnswer.class, CAPACITY);

  /** The label catalogue; asked once a tenant's revision and event loop. */
  public static final Channel<LabelsQuery, OverlayAnswer> LABELS =
      new Channel<>("overlay.labels", LabelsQuery.class, OverlayAnswer.class, CAPACITY);

  /** The verdict on a request's labels; asked for every request. */
  public static final Channel<LabelsToCheck, OverlayAnswer> CHECK =
      new Channel<>("overlay.check", LabelsToCheck.class, OverlayAnswer.class, CAPACITY);

  /** The defaults in force; for whoever has just begun to listen. */
  public static final Channel<CurrentDefaults, OverlayDefaults> DEFAULTS =
      new Channel<>("overlay.defaults", CurrentDefaults.class, OverlayDefaults.class, 64);

  /** Other defaults are in force. */
  public static final Announcement<OverlayDefaults> DEFAULTS_CHANGED =
      new Announcement<>("overlay.defaults-changed", OverlayDefaults.class);

  public static final List<Channel<?, ?>> ALL = List.of(SLO, LABELS, CHECK, DEFAULTS);

  private OverlayChannels() {}

  /**
   * Whose answer is wanted: this version of the tenant over these defaults, whatever has come
   * since, so that a request sees one generation from start to end.
   */
  public record Basis(Tenant tenant, OverlayDefaults defaults) {}

  /** A question about a basis; its tenant asks. */
  private interface OfBasis extends OfTenant {
    Basis basis();

    @Override
    default TenantId tenant() {
      return basis().tenant().id();
    }
  }

  /**
   * Asks for an SLO.
   *
   * @param key a dotted key, or the empty text for all of it
   */
  public record SloQuery(Basis basis, String key) implements OfBasis {}

  /** Asks for the catalogue. */
  public record LabelsQuery(Basis basis) implements OfBasis {}

  /**
   * Asks whether labels are valid.
   *
   * @param body the request's body, unread
   */
  public record LabelsToCheck(Basis basis, Buffer body) implements OfBasis {}

  /** Asks for the defaults. */
  public record CurrentDefaults() {}
}

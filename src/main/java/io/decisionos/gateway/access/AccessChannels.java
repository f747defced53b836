package io.decisionos.gateway.access;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import java.util.List;
import java.util.Optional;

/** What the audit verticle answers. */
public final class AccessChannels {
  /** How the audit log fares. */
  public static final Channel<AuditQuery, AuditHealth> AUDIT_HEALTH =
      new Channel<>("access.audit-health", AuditQuery.class, AuditHealth.class, 16);

  /** An entry of the audit log waits to be taken, and none did before. */
  public static final Announcement<EntriesWaited> ENTRIES_WAITED =
      new Announcement<>("access.entries-waited", EntriesWaited.class);

  /** Other keys are in force, or others of them count. */
  public static final Announcement<KeysChanged> KEYS_CHANGED =
      new Announcement<>("access.keys-changed", KeysChanged.class);

  public static final List<Channel<?, ?>> ALL = List.of(AUDIT_HEALTH);

  private AccessChannels() {}

  /** Whoever keeps what a key has proved asks {@link CallerSource#stands} again. */
  public record KeysChanged() {}

  /** The audit verticle takes what waits. */
  public record EntriesWaited() {}

  /** Asks how the audit log fares. */
  public record AuditQuery() {}

  /**
   * How the audit log fares.
   *
   * @param trouble why the latest entry could not be written; empty if it could
   * @param lost how many entries never came into a file
   */
  public record AuditHealth(Optional<String> trouble, long lost) {}
}

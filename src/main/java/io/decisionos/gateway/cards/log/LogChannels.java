package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** What the log of reason events answers and tells. */
public final class LogChannels {
  /** Commits a batch of events, whole or not at all. */
  public static final Channel<Append, Appended> APPEND =
      new Channel<>("cards.append", Append.class, Appended.class, 64);

  /** What is counted of a tenant now. */
  public static final Channel<CountsQuery, ReasonCounts> COUNTS =
      new Channel<>("cards.counts", CountsQuery.class, ReasonCounts.class, 256);

  /** Whether events can be committed and files followed as they should. */
  public static final Channel<CheckQuery, Check> CHECK =
      new Channel<>("cards.log-check", CheckQuery.class, Check.class, 16);

  /** A tenant's counts have changed. */
  public static final Announcement<Counted> COUNTED =
      new Announcement<>("cards.counted", Counted.class);

  public static final List<Channel<?, ?>> ALL = List.of(APPEND, COUNTS, CHECK);

  private LogChannels() {}

  /**
   * A batch as it was sent.
   *
   * @param lines whether each line is an event; otherwise the body is one JSON array of them
   * @param key the caller's idempotency key
   * @param allowance how many bytes all events of the tenant may take
   */
  public record Append(
      TenantId tenant, Buffer body, boolean lines, Optional<String> key, long allowance)
      implements OfTenant {}

  /** The batch is on the disk. */
  public record Appended(int events) {}

  /** Asks for a tenant's counts. */
  public record CountsQuery(TenantId tenant) implements OfTenant {}

  /** Asks for the check. */
  public record CheckQuery() {}

  /** The tenant whose counts have changed. */
  public record Counted(TenantId tenant) {}
}

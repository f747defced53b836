package io.decisionos.gateway.usage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.decisionos.gateway.traffic.Answered;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts what one event loop answers and tells it once a second, so that counting meets no other
 * thread. Confined to that loop.
 */
final class UsageTally implements AnswerObserver {
  private static final long SECOND_MS = 1000;

  private final Bus bus;
  private final Map<TenantId, Account> accounts = new HashMap<>();

  private UsageTally(Bus bus) {
    this.bus = bus;
  }

  /** Makes the tallies. */
  static AnswerObserver.Source source(Bus bus) {
    return vertx -> new UsageTally(bus).begin(vertx);
  }

  private UsageTally begin(Vertx vertx) {
    vertx.setPeriodic(SECOND_MS, id -> tell());
    return this;
  }

  @Override
  public void answered(Answered answered) {
    of(answered.of()).add(answered);
  }

  @Override
  public void streamed(TenantId tenant, long bytes) {
    of(tenant).bytesOut += bytes;
  }

  @Override
  public void close() {
    tell();
  }

  private Account of(TenantId tenant) {
    Account account = accounts.get(tenant);
    return account != null ? account : accounts.computeIfAbsent(tenant, id -> new Account());
  }

  /**
   * Whether a request was not let in: for what its caller may not do, for a limit of the tenant or
   * its state, or for overload. Whatever else went wrong is an answer.
   */
  static boolean isRefusal(ProblemType type) {
    return switch (type) {
      case AUTH_MISSING,
          AUTH_INVALID,
          AUTH_REPLAYED,
          AUTH_UNAVAILABLE,
          AUTH_SCOPE,
          AUTH_TENANT_MISMATCH,
          TENANT_UNKNOWN,
          TENANT_SUSPENDED,
          TENANT_CONFIG_INVALID,
          TENANT_RATE_LIMITED,
          TENANT_USER_LIMIT,
          TENANT_STREAMS,
          TENANT_STORAGE_FULL,
          GATEWAY_OVERLOADED ->
          true;
      default -> false;
    };
  }

  private void tell() {
    if (accounts.isEmpty()) {
      return;
    }
    Map<TenantId, Amounts> amounts =
        accounts.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> entry.getValue().amounts()));
    accounts.clear();
    bus.announce(UsageChannels.COUNTED, new UsageChannels.Counted(amounts));
  }

  /** The sums of one tenant. */
  private static final class Account {
    private long requests;
    private long refused;
    private long bytesIn;
    private long bytesOut;
    private long operations;
    private long events;

    void add(Answered answered) {
      if (answered.problem().isPresent() && isRefusal(answered.problem().get())) {
        refused++;
      } else {
        requests++;
      }
      bytesIn += answered.volume().bytesIn();
      bytesOut += answered.volume().bytesOut();
      operations += answered.volume().operations();
      events += answered.volume().events();
    }

    Amounts amounts() {
      return new Amounts(requests, refused, 0, bytesIn, bytesOut, operations, events);
    }
  }
}

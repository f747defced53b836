package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Section;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant may use; an absent bound is no bound.
 *
 * @param maxQps requests a second
 * @param maxStorageGb gigabytes of 10^9 bytes
 * @param maxUsers distinct users
 * @param burst for how long {@code maxQps} may be saved up
 */
public record Limits(
    Optional<Long> maxQps,
    Optional<Long> maxStorageGb,
    Optional<Long> maxUsers,
    Duration burst,
    UsersAction usersAction) {

  private static final long BYTES_PER_GB = 1_000_000_000L;
  private static final long MOST = (1L << 53) - 1;
  private static final Duration DEFAULT_BURST = Duration.ofSeconds(1);
  private static final long MOST_BURST_MS = 60_000;
  private static final Map<String, UsersAction> ACTIONS =
      Map.of(
          UsersAction.WARN.word(), UsersAction.WARN, UsersAction.REFUSE.word(), UsersAction.REFUSE);

  /** What happens to one user too many. */
  public enum UsersAction {
    WARN("warn"),
    REFUSE("refuse");

    private final String word;

    UsersAction(String word) {
      this.word = word;
    }

    /** The word that files and answers use. */
    public String word() {
      return word;
    }
  }

  /** How many bytes a tenant may hold, all that the gateway keeps for it taken together. */
  public long maxStorageBytes() {
    return maxStorageGb
        .map(gb -> gb > Long.MAX_VALUE / BYTES_PER_GB ? Long.MAX_VALUE : gb * BYTES_PER_GB)
        .orElse(Long.MAX_VALUE);
  }

  static Limits read(Section limits) {
    var read =
        new Limits(
            limits.integer("max_qps", 1, MOST),
            limits.integer("max_storage_gb", 1, MOST),
            limits.integer("max_users", 1, MOST),
            limits
                .integer("burst_ms", 0, MOST_BURST_MS)
                .map(Duration::ofMillis)
                .orElse(DEFAULT_BURST),
            limits.oneOf("max_users_action", ACTIONS).orElse(UsersAction.WARN));
    limits.close();
    return read;
  }
}

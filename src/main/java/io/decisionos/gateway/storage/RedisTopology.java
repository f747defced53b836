package io.decisionos.gateway.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the addresses of the settings lead to a Redis.
 *
 * @param addresses of one data set, of sentinels, or of nodes of a cluster
 * @param name under which sentinels know the primary
 * @param member how a Redis is spoken to that a sentinel or a node names, wherever it is
 */
public record RedisTopology(
    Kind kind, List<RedisAddress> addresses, String name, RedisAddress member) {

  /** What the addresses are of. */
  public enum Kind {
    /** One Redis, or one and its replicas. */
    ADDRESSES,
    /** Sentinels, which know where the primary is. */
    SENTINEL,
    /** Some nodes of a cluster, which know the others. */
    CLUSTER
  }

  public RedisTopology {
    addresses = List.copyOf(addresses);
  }

  /** One Redis, or one and its replicas. */
  public static RedisTopology of(List<RedisAddress> addresses) {
    return new RedisTopology(Kind.ADDRESSES, addresses, "", addresses.get(0));
  }

  /**
   * Reads what the settings hold.
   *
   * @param refuse hears what was found that is none, without its secrets
   */
  public static Optional<RedisTopology> read(String text, Consumer<String> refuse) {
    return RedisTopologyText.read(text, refuse);
  }

  /** For operators: the places alone. */
  @Override
  public String toString() {
    return kind + " " + addresses;
  }
}

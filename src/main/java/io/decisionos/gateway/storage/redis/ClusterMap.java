package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who has which slot of a cluster: of all that claim it, who does so with the newest epoch, however
 * long ago we heard of that one. A former primary that has not heard of its successor is so never
 * gone back to. Immutable.
 */
final class ClusterMap {
  /** Nobody is known to have anything. */
  static final ClusterMap EMPTY = new ClusterMap(new Owner[Slots.COUNT]);

  /** Older than every epoch of a cluster. */
  private static final long HEARSAY = -1;

  private final Owner[] owners;

  private ClusterMap(Owner[] owners) {
    this.owners = owners;
  }

  /** Who has a slot, and since which epoch. */
  private record Owner(RedisAddress address, long epoch) {}

  Optional<RedisAddress> owner(int slot) {
    return Optional.ofNullable(owners[slot]).map(Owner::address);
  }

  /** All that have a slot. */
  Set<RedisAddress> addresses() {
    var found = new LinkedHashSet<RedisAddress>();
    Arrays.stream(owners).filter(Objects::nonNull).map(Owner::address).forEach(found::add);
    return found;
  }

  /** The first slot that one has, or 0. */
  int firstOf(RedisAddress address) {
    for (int slot = 0; slot < owners.length; slot++) {
      if (owners[slot] != null && owners[slot].address().equals(address)) {
        return slot;
      }
    }
    return 0;
  }

  /** How many slots nobody has. */
  long missing() {
    return Arrays.stream(owners).filter(Objects::isNull).count();
  }

  /** The map with what somebody claims to have. */
  ClusterMap with(RedisAddress address, ClusterView.Node node) {
    Owner[] next = owners.clone();
    var claim = new Owner(address, node.epoch());
    for (ClusterView.Range range : node.slots()) {
      for (int slot = range.first(); slot <= range.last(); slot++) {
        if (next[slot] == null || next[slot].epoch() < claim.epoch()) {
          next[slot] = claim;
        }
      }
    }
    return new ClusterMap(next);
  }

  /** The map when who has a slot says that it is at another; who says so next is believed. */
  ClusterMap moved(int slot, RedisAddress address) {
    Owner[] next = owners.clone();
    next[slot] = new Owner(address, HEARSAY);
    return new ClusterMap(next);
  }
}

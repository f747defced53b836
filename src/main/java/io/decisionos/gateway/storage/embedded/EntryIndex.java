package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.storage.Listing;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which entries there are: by name for each tenant, by expiry, and in sums. Every question is
 * answered in O(log n). For one thread.
 */
final class EntryIndex {
  private final Map<TenantId, Shelf> shelves = new HashMap<>();
  private final TreeSet<Due> expiries = new TreeSet<>();
  private final Map<Long, Long> liveBytes = new HashMap<>();
  private long liveTotal;
  private final Account account;
  private Usage total = Usage.NONE;

  private static final class Shelf {
    private final TreeMap<String, Slot> slots = new TreeMap<>(Utf8.BY_CODE_POINT);
    private Usage usage = Usage.NONE;
  }

  private record Due(long at, StoreKey key) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : key.compareTo(other.key);
    }
  }

  /**
   * @param account hears what tenants hold
   */
  EntryIndex(Account account) {
    this.account = account;
  }

  Optional<Slot> get(StoreKey key) {
    return Optional.ofNullable(shelves.get(key.tenant())).map(shelf -> shelf.slots.get(key.name()));
  }

  /** Makes the slot, or its absence, what the index knows of the key. */
  void set(StoreKey key, Optional<Slot> slot) {
    get(key).ifPresent(previous -> remove(key, previous));
    slot.ifPresent(next -> add(key, next));
  }

  private void add(StoreKey key, Slot slot) {
    Shelf shelf = shelves.computeIfAbsent(key.tenant(), tenant -> new Shelf());
    shelf.slots.put(key.name(), slot);
    Usage weight = weight(key, slot);
    shelf.usage = shelf.usage.plus(weight);
    total = total.plus(weight);
    account.add(key.tenant(), weight.bytes(), HeapCost.entry(key.name()));
    expiries.add(new Due(slot.expiresAt(), key));
    countLive(slot, slot.place().footprint());
  }

  private void remove(StoreKey key, Slot slot) {
    Shelf shelf = shelves.get(key.tenant());
    shelf.slots.remove(key.name());
    Usage weight = weight(key, slot);
    shelf.usage = shelf.usage.minus(weight);
    total = total.minus(weight);
    account.add(key.tenant(), -weight.bytes(), -HeapCost.entry(key.name()));
    expiries.remove(new Due(slot.expiresAt(), key));
    countLive(slot, -slot.place().footprint());
    if (shelf.slots.isEmpty()) {
      shelves.remove(key.tenant());
    }
  }

  private void countLive(Slot slot, long bytes) {
    liveTotal += bytes;
    liveBytes.merge(
        slot.place().segment(), bytes, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
  }

  private static Usage weight(StoreKey key, Slot slot) {
    return new Usage(1, key.bytes() + slot.bodyBytes());
  }

  /** The entries that expire first, if they have by now. */
  List<StoreKey> due(long nowMillis, int max) {
    var due = new ArrayList<StoreKey>();
    for (Due next : expiries) {
      if (next.at() > nowMillis || due.size() == max) {
        break;
      }
      due.add(next.key());
    }
    return due;
  }

  Listing.Page page(Listing listing, long nowMillis) {
    var lines = new ArrayList<Listing.Line>();
    for (var named : from(listing).entrySet()) {
      String name = named.getKey();
      if (!name.startsWith(listing.prefix())) {
        break;
      }
      if (!named.getValue().aliveAt(nowMillis)
          || listing.after().filter(name::equals).isPresent()) {
        continue;
      }
      if (lines.size() == listing.limit()) {
        return Listing.Page.before(lines);
      }
      lines.add(named.getValue().line(name));
    }
    return Listing.Page.last(lines);
  }

  private Map<String, Slot> from(Listing listing) {
    Shelf shelf = shelves.get(listing.tenant());
    return shelf == null ? Map.of() : shelf.slots.tailMap(listing.start());
  }

  Usage usage(TenantId tenant) {
    Shelf shelf = shelves.get(tenant);
    return shelf == null ? Usage.NONE : shelf.usage;
  }

  Usage total() {
    return total;
  }

  /** The bytes of a segment that are still needed. */
  long liveBytes(long segment) {
    return liveBytes.getOrDefault(segment, 0L);
  }

  /** The bytes of all segments that are still needed. */
  long liveBytes() {
    return liveTotal;
  }
}

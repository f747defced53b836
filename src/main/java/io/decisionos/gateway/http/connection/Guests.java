package io.decisionos.gateway.http.connection;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The connections of one listener, by the address that they come from. At a bound room is made by
 * ending one that nobody uses, of whoever has most; none in use is ever cut. Thread-safe.
 */
final class Guests {
  private final int most;
  private final int mostPerAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<InetAddress, Set<ConnectionFlow>> byAddress = new ConcurrentHashMap<>();

  Guests(int most, int mostPerAddress) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
  }

  /** What becomes of a new connection. */
  enum Entry {
    WELCOME,
    /** An unused one has to go for it. */
    INSTEAD,
    REFUSED
  }

  /** Takes a connection in, if there is room or some can be made; then it leaves once. */
  Entry enter(InetAddress from, ConnectionFlow guest) {
    boolean isFull = open.incrementAndGet() > most;
    boolean isCrowded = add(from, guest) > mostPerAddress;
    if (!isFull && !isCrowded) {
      return Entry.WELCOME;
    }
    if ((isCrowded ? Optional.of(from) : crowd()).filter(this::makeRoom).isPresent()) {
      return Entry.INSTEAD;
    }
    leave(from, guest);
    return Entry.REFUSED;
  }

  private int add(InetAddress from, ConnectionFlow guest) {
    var size = new AtomicInteger();
    byAddress.compute(
        from,
        (address, known) -> {
          Set<ConnectionFlow> guests = known == null ? new LinkedHashSet<>() : known;
          guests.add(guest);
          size.set(guests.size());
          return guests;
        });
    return size.get();
  }

  void leave(InetAddress from, ConnectionFlow guest) {
    byAddress.computeIfPresent(
        from,
        (address, guests) -> {
          if (guests.remove(guest)) {
            open.decrementAndGet();
          }
          return guests.isEmpty() ? null : guests;
        });
  }

  private Optional<InetAddress> crowd() {
    return byAddress.entrySet().stream()
        .max(Comparator.comparingInt(entry -> entry.getValue().size()))
        .map(Map.Entry::getKey);
  }

  /** Ends the oldest connection of an address that is not in use, if there is one. */
  private boolean makeRoom(InetAddress from) {
    var chosen = new AtomicReference<Optional<ConnectionFlow>>(Optional.empty());
    byAddress.computeIfPresent(
        from,
        (address, guests) -> {
          chosen.set(guests.stream().filter(ConnectionFlow::canGo).findFirst());
          // It is on its way out, and nobody else's room.
          chosen.get().filter(guests::remove).ifPresent(gone -> open.decrementAndGet());
          return guests;
        });
    chosen.get().ifPresent(ConnectionFlow::goIfUnused);
    return chosen.get().isPresent();
  }

  int open() {
    return open.get();
  }

  int most() {
    return most;
  }

  /** How many connections the address has that has most. */
  int mostOfOne() {
    return crowd().map(byAddress::get).map(Set::size).orElse(0);
  }
}

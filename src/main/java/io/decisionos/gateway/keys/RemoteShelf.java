package io.decisionos.gateway.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has been had of remote sources, and until when it counts: while a source is away its last
 * good material goes on counting for a time, and then not at all. Immutable.
 *
 * @param grace for how long material counts after it was last read
 */
public record RemoteShelf(Map<MaterialPlace, Slot> slots, Duration grace) {
  public static final RemoteShelf EMPTY = new RemoteShelf(Map.of(), Duration.ZERO);

  public RemoteShelf {
    slots = Map.copyOf(slots);
  }

  /**
   * What is known of one place.
   *
   * @param material the last that was good
   * @param readAt when it was last read
   * @param trouble why the latest reading brought none; empty if it did
   */
  public record Slot(
      Optional<Material> material, Optional<Instant> readAt, Optional<String> trouble) {
    /** Nothing was ever had. */
    public static final Slot EMPTY = new Slot(Optional.empty(), Optional.empty(), Optional.empty());

    public Slot read(Material good, Instant now) {
      return new Slot(Optional.of(good), Optional.of(now), Optional.empty());
    }

    public Slot failed(String why) {
      return new Slot(material, readAt, Optional.of(why));
    }
  }

  public Slot slot(MaterialPlace place) {
    return slots.getOrDefault(place, Slot.EMPTY);
  }

  /** When what was had of a place counts no more unless it is read again. */
  public Optional<Instant> ends(MaterialPlace place) {
    return slot(place).readAt().map(read -> read.plus(grace));
  }

  public boolean counts(MaterialPlace place, Instant now) {
    return ends(place).filter(now::isBefore).isPresent();
  }

  /** The places whose material counts at a moment. */
  public Set<MaterialPlace> counting(Instant now) {
    return slots.keySet().stream()
        .filter(place -> counts(place, now))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What counts at a moment. */
  Materials at(Instant now) {
    return place -> counts(place, now) ? slot(place).material() : Optional.empty();
  }
}

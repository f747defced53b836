package io.decisionos.gateway.keysource;

import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.RemotePlace;
import io.decisionos.gateway.keys.RemoteShelf;
import io.decisionos.gateway.keys.RemoteShelf.Slot;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.MaterialSource.Reading;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which source is to be read when, and keeps what was read. Knows no clock and no network;
 * confined to one thread.
 */
final class SourceDesk {
  private final SourceSettings settings;
  private final Map<Source, ReadingPlan> plans = new EnumMap<>(Source.class);
  private final Map<Source, List<RemotePlace>> reading = new EnumMap<>(Source.class);
  private final Map<Source, Set<RemotePlace>> tried = new EnumMap<>(Source.class);
  private final Map<MaterialPlace, Slot> slots = new HashMap<>();
  private Set<MaterialPlace> counting = Set.of();

  SourceDesk(SourceSettings settings) {
    this.settings = settings;
  }

  /**
   * What is to be read now; it is taken as being read until {@link #read}.
   *
   * @param wanted whether a key was asked for that is listed and not at hand
   */
  Map<Source, List<RemotePlace>> due(KeyListing listing, boolean wanted, Instant now) {
    Map<Source, List<RemotePlace>> listed =
        listing.remote(now).stream().collect(Collectors.groupingBy(p -> p.place().source()));
    slots.keySet().removeIf(place -> !isListed(place, listed));
    Map<Source, List<RemotePlace>> due = new EnumMap<>(Source.class);
    listed.forEach(
        (source, places) -> {
          if (!reading.containsKey(source) && isDue(source, places, wanted, now)) {
            reading.put(source, places);
            tried.put(source, Set.copyOf(places));
            due.put(source, places);
          }
        });
    return due;
  }

  private static boolean isListed(MaterialPlace place, Map<Source, List<RemotePlace>> listed) {
    return listed.getOrDefault(place.source(), List.of()).stream()
        .anyMatch(known -> known.place().equals(place));
  }

  private boolean isDue(Source source, List<RemotePlace> places, boolean wanted, Instant now) {
    ReadingPlan plan = plans.computeIfAbsent(source, any -> ReadingPlan.at(now));
    if (!tried.getOrDefault(source, Set.of()).containsAll(places)) {
      plan = plan.now(now);
    } else if (wanted && places.stream().anyMatch(p -> !shelf().counts(p.place(), now))) {
      plan = plan.asked(now);
    }
    plans.put(source, plan);
    return plan.isDue(now);
  }

  /**
   * Takes what was read. What fits no key counts as not read: the last good material stays.
   *
   * @param listing the list as it is by now
   */
  void read(Source source, Map<MaterialPlace, Reading> readings, KeyListing listing, Instant now) {
    List<RemotePlace> asked = reading.remove(source);
    boolean well = true;
    for (RemotePlace remote : asked) {
      MaterialPlace place = remote.place();
      Reading reading = readings.getOrDefault(place, Reading.failed("was not answered"));
      Slot slot = slots.getOrDefault(place, Slot.EMPTY);
      Slot next = next(slot, reading, listing, place, now);
      slots.put(place, next);
      well &= next.trouble().isEmpty();
    }
    ReadingPlan plan = plans.get(source);
    plans.put(
        source,
        well ? plan.succeeded(now, settings.interval()) : plan.failed(now, settings.interval()));
  }

  private static Slot next(
      Slot slot, Reading reading, KeyListing listing, MaterialPlace place, Instant now) {
    return reading
        .material()
        .map(
            found ->
                listing.fits(place, found)
                    ? slot.read(found, now)
                    : slot.failed("holds another thing than the key that is listed"))
        .orElseGet(() -> slot.failed(reading.trouble().orElse("was not answered")));
  }

  /** What has been had so far. */
  RemoteShelf shelf() {
    return new RemoteShelf(slots, settings.grace());
  }

  /** Whether other material counts by now than when this was last asked. */
  boolean hasTurned(Instant now) {
    Set<MaterialPlace> before = counting;
    counting = shelf().counting(now);
    return !counting.equals(before);
  }

  /** The sources that do not answer as they should. */
  Set<Source> away() {
    Set<Source> away = EnumSet.noneOf(Source.class);
    slots.forEach((place, slot) -> slot.trouble().ifPresent(why -> away.add(place.source())));
    return away;
  }
}

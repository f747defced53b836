package io.decisionos.gateway.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the other gateways of a fleet have counted of a tenant in the hour that goes on. What they
 * still tell of the hour before, when that is finished here, counts for this one, so that nothing
 * is lost and a finished hour does not change. For one thread.
 */
final class OtherHours {
  private final Map<String, OpenHour> now = new HashMap<>();
  private final Map<String, OpenHour> late = new HashMap<>();
  private final Map<String, Amounts> finished = new HashMap<>();

  /** Takes what a gateway has counted so far. */
  void tell(String gateway, OpenHour hour) {
    now.put(gateway, hour);
  }

  /** Takes what a gateway has counted of the hour before in all. */
  void tellOfBefore(String gateway, OpenHour hour) {
    Amounts counted = finished.getOrDefault(gateway, Amounts.NONE);
    var rest = new OpenHour();
    rest.add(0, hour.amounts().minus(counted));
    late.put(gateway, rest);
  }

  /** All of it, to be added to what was counted here. */
  Collection<OpenHour> all() {
    return late.isEmpty()
        ? now.values()
        : Stream.of(now, late).flatMap(map -> map.values().stream()).toList();
  }

  /** Begins an hour. */
  void begin() {
    finished.clear();
    now.forEach((gateway, hour) -> finished.put(gateway, hour.amounts()));
    now.clear();
    late.clear();
  }
}

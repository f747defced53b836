package io.decisionos.gateway.cards.kafka;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What callers of a campaign send: each events of one reason of its own, all of January 2026. */
final class CallerEvents {
  static final List<String> TENANTS = List.of("acme-corp", "default");
  private static final int HOURS = 31 * 24;

  private CallerEvents() {}

  static String tenant(int caller) {
    return TENANTS.get(caller % TENANTS.size());
  }

  static String reason(int caller) {
    return "client-" + caller;
  }

  /** So many events in lines, spread over the hours; the same for the same number. */
  static String batch(int caller, int number, int events) {
    return IntStream.range(0, events)
        .mapToObj(
            i -> {
              int hour = (number * events + i) % HOURS;
              return "{\"ts\":\"2026-01-%02dT%02d:00:00Z\",\"reason\":\"%s\"}"
                  .formatted(1 + hour / 24, hour % 24, reason(caller));
            })
        .collect(Collectors.joining("\n"));
  }
}

package io.decisionos.gateway.usage;

import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.limit.TenantSheets.Place;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Has usage here be that of all gateways: shows them what was counted of each tenant in the hour
 * that goes on, and takes in what they have. What cannot be shown now is shown the next time; that
 * the storage is away is for the storage to say. Confined to its verticle.
 */
final class UsageExchange {
  private static final String TOPIC = "usage";
  private static final int MOST_IN_A_ROUND = 500;
  private static final int AT_ONCE = 50;
  // Gateways end an hour within a few seconds of each other, and then tell of it once more.
  private static final int ROUNDS_AFTER_AN_HOUR = 10;

  private final TenantSheets sheets;
  private final String gateway;
  private final UsageBook book;
  private final Map<Place, String> shown = new HashMap<>();
  private Future<Void> round = Future.succeededFuture();
  private int next;
  private long hour;
  private int roundsLeft;

  /**
   * An exchange of what a book has.
   *
   * @param gateway the same name for as long as the book is kept
   */
  UsageExchange(TenantSheets sheets, String gateway, UsageBook book) {
    this.sheets = sheets;
    this.gateway = gateway;
    this.book = book;
    this.hour = book.hour();
  }

  /** Exchanges what has changed here, and a part of the rest; completes when that is done. */
  Future<Void> turn(Collection<TenantId> known) {
    if (!round.isComplete()) {
      return round;
    }
    if (hour != book.hour()) {
      hour = book.hour();
      roundsLeft = ROUNDS_AFTER_AN_HOUR;
      shown.keySet().removeIf(place -> place.slot() < hour - 1);
    }
    List<Place> places = places(known);
    if (roundsLeft > 0) {
      roundsLeft--;
      places.addAll(places.stream().map(place -> place(place.tenant(), hour - 1)).toList());
    }
    round = swapAll(places, 0);
    return round;
  }

  /** Looks what others have counted of a tenant. */
  Future<Void> look(TenantId tenant) {
    return swap(place(Optional.of(tenant), book.hour()));
  }

  private static Place place(Optional<TenantId> tenant, long hour) {
    return new Place(TOPIC, tenant, hour);
  }

  /** What to exchange in a round: nobody's, what has changed here, and the rest by turns. */
  private List<Place> places(Collection<TenantId> known) {
    var all = new TreeSet<>(known);
    all.addAll(book.tenants());
    Set<Place> chosen = new LinkedHashSet<>();
    chosen.add(place(Optional.empty(), hour));
    all.stream()
        .map(tenant -> place(Optional.of(tenant), hour))
        .filter(place -> !sheet(place).equals(shown.getOrDefault(place, "")))
        .limit(MOST_IN_A_ROUND)
        .forEach(chosen::add);
    List<TenantId> turns = List.copyOf(all);
    for (int i = 0; i < turns.size() && chosen.size() < MOST_IN_A_ROUND; i++) {
      chosen.add(place(Optional.of(turns.get(next++ % turns.size())), hour));
    }
    return new ArrayList<>(chosen);
  }

  private Future<Void> swapAll(List<Place> places, int from) {
    if (from >= places.size()) {
      return Future.succeededFuture();
    }
    int to = Math.min(places.size(), from + AT_ONCE);
    List<Future<Void>> some =
        places.subList(from, to).stream().map(this::swap).collect(Collectors.toList());
    return Future.join(some).transform(done -> swapAll(places, to));
  }

  private Future<Void> swap(Place place) {
    String sheet = sheet(place);
    boolean isShown = sheet.equals(shown.getOrDefault(place, ""));
    return sheets
        .swap(place, gateway, isShown ? "" : sheet)
        .map(
            others -> {
              shown.put(place, sheet);
              others.forEach((name, text) -> take(place, name, text));
              return null;
            });
  }

  /** What was counted here; empty if that is nothing. */
  private String sheet(Place place) {
    return place.tenant().map(book::known).orElse(Optional.of(book.nobody())).stream()
        .map(usage -> place.slot() == book.hour() ? usage.open() : usage.before())
        .filter(counted -> !counted.row().isNothing())
        .map(OpenHour::sheet)
        .findFirst()
        .orElse("");
  }

  private void take(Place place, String name, String text) {
    Optional<OpenHour> counted = OpenHour.parse(text);
    if (counted.isPresent()) {
      OtherHours others = book.of(place.tenant()).others();
      if (place.slot() == book.hour()) {
        others.tell(name, counted.get());
      } else if (place.slot() == book.hour() - 1) {
        others.tellOfBefore(name, counted.get());
      }
    }
  }
}

package io.decisionos.gateway.quota;

import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.limit.UserRegister.Noted;
import io.decisionos.gateway.limit.UserRegister.Seat;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Has this gateway's count of users be that of all gateways: tells them whom it has seen, and takes
 * in whom they have. What cannot be told is told the next time. Confined to its verticle.
 */
final class UserExchange {
  private static final String NOTHING = "0";

  private final UserRegister register;
  private final UserCensus census;
  private final Consumer<TenantId> renewed;
  private final Map<TenantId, Standing> tenants = new HashMap<>();
  private boolean isTelling;
  private boolean isLooking;

  /**
   * An exchange of what a census counts.
   *
   * @param renewed hears of tenants of whose users some were forgotten
   */
  UserExchange(UserRegister register, UserCensus census, Consumer<TenantId> renewed) {
    this.register = register;
    this.census = census;
    this.renewed = renewed;
  }

  /** How far a tenant's users are exchanged. */
  private static final class Standing {
    private final Map<String, Seen> untold = new LinkedHashMap<>();
    private final Map<String, Seen> restored = new HashMap<>();
    private String change = NOTHING;
    private Optional<String> epoch = Optional.empty();
  }

  private Standing of(TenantId tenant) {
    return tenants.computeIfAbsent(tenant, id -> new Standing());
  }

  /** Notes a user that the others have to hear of. */
  void noted(TenantId tenant, String subject, Seen seen) {
    of(tenant).untold.merge(subject, seen, (before, now) -> before.again(now.last()));
  }

  /** Notes users that an earlier run has counted; they count unless some were forgotten since. */
  void restored(TenantId tenant, Map<String, Seen> users) {
    of(tenant).restored.putAll(users);
  }

  /** The tenants of which there is something to tell. */
  Set<TenantId> untold() {
    var some = new TreeSet<TenantId>();
    tenants.forEach(
        (tenant, standing) -> {
          if (!standing.untold.isEmpty()) {
            some.add(tenant);
          }
        });
    return some;
  }

  /** Tells what there is to tell; completes when that is done, or cannot be done now. */
  Future<Void> tell(long day) {
    if (isTelling) {
      return Future.succeededFuture();
    }
    isTelling = true;
    return exchangeAll(untold(), day).onComplete(v -> isTelling = false);
  }

  /** Looks whom others have seen of these; that may take its time, and nothing waits for it. */
  Future<Void> look(Collection<TenantId> some, long day) {
    if (isLooking) {
      return Future.succeededFuture();
    }
    isLooking = true;
    return exchangeAll(some, day).onComplete(v -> isLooking = false);
  }

  private Future<Void> exchangeAll(Collection<TenantId> some, long day) {
    Future<Void> done = Future.succeededFuture();
    for (TenantId tenant : List.copyOf(some)) {
      done = done.compose(v -> exchange(tenant, day));
    }
    return done;
  }

  private Future<Void> exchange(TenantId tenant, long day) {
    Standing standing = of(tenant);
    if (standing.epoch.isEmpty()) {
      return begin(tenant, standing, day);
    }
    List<Seat> told =
        standing.untold.entrySet().stream()
            .limit(UserRegister.MOST)
            .map(user -> seat(user.getKey(), user.getValue()))
            .toList();
    return register
        .note(tenant, standing.change, oldest(day), told)
        .compose(
            noted -> {
              told.forEach(
                  seat ->
                      standing.untold.remove(seat.subject(), new Seen(seat.first(), seat.last())));
              return take(tenant, standing, noted, day);
            });
  }

  /** What an earlier run has counted is good only if nobody was forgotten meanwhile. */
  private Future<Void> begin(TenantId tenant, Standing standing, long day) {
    return register
        .note(tenant, NOTHING, oldest(day), List.of())
        .compose(
            noted -> {
              standing.epoch = Optional.of(noted.epoch());
              if (noted.epoch().equals(NOTHING)) {
                standing.restored.forEach(standing.untold::putIfAbsent);
              } else {
                forgetAll(tenant, standing);
              }
              standing.restored.clear();
              return exchange(tenant, day);
            });
  }

  /** What is untold was seen in this run, and counts. */
  private void forgetAll(TenantId tenant, Standing standing) {
    census.forget(tenant, Optional.empty());
    census.restore(tenant, standing.untold);
    standing.change = NOTHING;
  }

  private static long oldest(long day) {
    return day - Seen.WINDOW_DAYS + 1;
  }

  private static Seat seat(String subject, Seen seen) {
    return new Seat(subject, seen.first(), seen.last());
  }

  private Future<Void> take(TenantId tenant, Standing standing, Noted noted, long day) {
    boolean isAnew = standing.epoch.filter(before -> !before.equals(noted.epoch())).isPresent();
    standing.epoch = Optional.of(noted.epoch());
    if (isAnew) {
      forgetAll(tenant, standing);
      return exchange(tenant, day).onSuccess(v -> renewed.accept(tenant));
    }
    var users = new HashMap<String, Seen>();
    noted.seats().forEach(seat -> users.put(seat.subject(), new Seen(seat.first(), seat.last())));
    if (!users.isEmpty()) {
      census.restore(tenant, users);
    }
    standing.change = noted.change();
    return noted.hasMore() ? exchange(tenant, day) : Future.succeededFuture();
  }

  /** Has users forgotten at all gateways. */
  Future<Void> forget(TenantId tenant, Optional<String> subject) {
    Standing standing = of(tenant);
    subject.ifPresentOrElse(standing.untold::remove, standing.untold::clear);
    return register.forget(tenant, subject);
  }
}

package io.decisionos.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several gateways that count the users of one tenant together. */
final class UserExchangeTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final long DAY = 20_000;
  private static final Seen TODAY = new Seen(DAY, DAY);

  private final Shared shared = new Shared();
  private final UserCensus first = new UserCensus();
  private final UserCensus second = new UserCensus();
  private final List<TenantId> renewed = new ArrayList<>();
  private final UserExchange ofFirst = new UserExchange(shared, first, renewed::add);
  private final UserExchange ofSecond = new UserExchange(shared, second, renewed::add);

  /** What a storage does, with small pages; it can be away. */
  private static final class Shared implements UserRegister {
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    private long epoch;
    private boolean isAway;

    @Override
    public Future<Noted> note(TenantId tenant, String after, long oldest, List<Seat> seen) {
      if (isAway) {
        return Future.failedFuture("away");
      }
      for (Seat seat : seen) {
        seats.remove(seat.subject());
        seats.put(seat.subject(), seat);
      }
      List<Seat> rest = seats.values().stream().skip(Long.parseLong(after)).limit(2).toList();
      long change = Long.parseLong(after) + rest.size();
      boolean hasMore = change < seats.size();
      return Future.succeededFuture(
          new Noted(String.valueOf(epoch), String.valueOf(change), hasMore, rest));
    }

    @Override
    public Future<Void> forget(TenantId tenant, Optional<String> subject) {
      subject.ifPresentOrElse(seats::remove, seats::clear);
      epoch++;
      return Future.succeededFuture();
    }
  }

  @Test
  void whomOneSawTheOtherCounts() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      ofFirst.noted(ACME, name, TODAY);
    }
    meet(ofFirst);
    meet(ofSecond);
    assertThat(second.users(ACME)).containsOnlyKeys("a", "b", "c", "d", "e");
    assertThat(ofFirst.untold()).isEmpty();
  }

  @Test
  void whatCannotBeToldIsToldLater() {
    shared.isAway = true;
    ofFirst.noted(ACME, "a", TODAY);
    assertThat(ofFirst.tell(DAY).failed()).isTrue();
    assertThat(ofFirst.untold()).containsExactly(ACME);
    shared.isAway = false;
    meet(ofFirst);
    assertThat(shared.seats).containsOnlyKeys("a");
  }

  @Test
  void whoIsForgottenAtOneIsForgottenAtAll() {
    ofFirst.noted(ACME, "a", TODAY);
    ofFirst.noted(ACME, "b", TODAY);
    meet(ofFirst);
    meet(ofSecond);
    ofSecond.forget(ACME, Optional.of("a"));
    meet(ofFirst);
    meet(ofSecond);
    assertThat(first.users(ACME)).containsOnlyKeys("b");
    assertThat(second.users(ACME)).containsOnlyKeys("b");
    assertThat(renewed).containsExactly(ACME, ACME);
  }

  @Test
  void whomAnEarlierRunCountedCountsUnlessSomebodyWasForgottenMeanwhile() {
    ofFirst.restored(ACME, Map.of("a", TODAY));
    meet(ofFirst);
    assertThat(shared.seats).containsOnlyKeys("a");
    shared.forget(ACME, Optional.empty());
    second.restore(ACME, Map.of("a", TODAY));
    ofSecond.restored(ACME, Map.of("a", TODAY));
    ofSecond.noted(ACME, "b", TODAY);
    meet(ofSecond);
    assertThat(second.users(ACME)).containsOnlyKeys("b");
    assertThat(shared.seats).containsOnlyKeys("b");
  }

  private static void meet(UserExchange exchange) {
    assertThat(exchange.look(List.of(ACME), DAY).succeeded()).isTrue();
  }
}

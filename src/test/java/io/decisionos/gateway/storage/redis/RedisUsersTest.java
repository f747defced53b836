package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.limit.UserRegister.Noted;
import io.decisionos.gateway.limit.UserRegister.Seat;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users that gateways tell each other, in a real Redis. */
final class RedisUsersTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final String START = "0";

  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  private UserRegister users;

  @BeforeEach
  void open() {
    REDIS.open(new TestClock());
    users = REDIS.stores().users();
  }

  @Test
  void whoWasNotedAfterAChangeIsTold() {
    Noted all = note(START, new Seat("a b", 10, 10), new Seat("c", 10, 10));
    assertThat(all.seats()).containsExactly(new Seat("a b", 10, 10), new Seat("c", 10, 10));
    assertThat(note(all.change()).seats()).isEmpty();
    Noted again = note(all.change(), new Seat("c", 12, 12), new Seat("a b", 10, 10));
    assertThat(again.seats()).containsExactly(new Seat("c", 10, 12));
    assertThat(again.epoch()).isEqualTo(all.epoch());
  }

  @Test
  void manyComeInPages() {
    Seat[] many =
        IntStream.range(0, UserRegister.MOST)
            .mapToObj(i -> new Seat("u" + i, 1, 1))
            .toArray(Seat[]::new);
    note(START, many);
    note(START, new Seat("last", 1, 1));
    Noted page = note(START);
    assertThat(page.hasMore()).isTrue();
    assertThat(note(page.change()).seats()).containsExactly(new Seat("last", 1, 1));
  }

  @Test
  void whoIsForgottenOrTooOldIsGoneAndTheEpochTurns() {
    Noted before = note(START, new Seat("a", 5, 5), new Seat("b", 5, 90));
    REDIS.get(() -> users.forget(ACME, Optional.of("b")));
    Noted after = note(START);
    assertThat(after.epoch()).isNotEqualTo(before.epoch());
    assertThat(after.seats()).extracting(Seat::subject).containsExactly("a");
    assertThat(REDIS.get(() -> users.note(ACME, START, 6, List.of())).seats()).isEmpty();
    assertThat(REDIS.run("EXISTS dos:users:acme dos:userdays:acme dos:userdue:acme"))
        .isEqualTo(":0");
  }

  private Noted note(String after, Seat... seats) {
    return REDIS.get(() -> users.note(ACME, after, 0, List.of(seats)));
  }
}

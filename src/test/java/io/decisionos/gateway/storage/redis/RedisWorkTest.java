package io.decisionos.gateway.storage.redis;

import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.Listing;
import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No call of ours keeps Redis from the others for longer than its bound, whatever is stored. */
final class RedisWorkTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Pattern STATISTIC = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");
  private static final int EXPIRED = 5000;
  // A page of a thousand names, or the end of two hundred with five commands each.
  private static final long MOST_COMMANDS = 1100;

  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  private final TestClock clock = new TestClock();

  @BeforeEach
  void open() {
    REDIS.open(clock);
  }

  @Test
  void namesThatHaveExpiredAreLookedAtInParts() {
    storeAndLetExpire(ACME, EXPIRED);
    resultOf(put(ACME, "z", Duration.ofHours(1)));
    var listing = new Listing(ACME, "", Optional.empty(), 1);
    long most = mostCommandsOf(() -> assertThat(page(listing).lines()).hasSize(1));
    assertThat(most).isLessThan(MOST_COMMANDS);
  }

  @Test
  void aPageOfAThousandIsOneBoundedPart() {
    Future<?> last =
        IntStream.range(0, 1500)
            .mapToObj(i -> put(ACME, "live" + i, Duration.ofHours(1)))
            .reduce((one, next) -> next)
            .orElseThrow();
    resultOf(last);
    var listing = new Listing(ACME, "", Optional.empty(), 1000);
    long most = mostCommandsOf(() -> assertThat(page(listing).lines()).hasSize(1000));
    assertThat(most).isLessThan(MOST_COMMANDS);
  }

  @Test
  void whatHasExpiredOfManyTenantsIsSweptInParts() {
    for (int i = 0; i < 20; i++) {
      storeAndLetExpire(new TenantId("t" + i), 400);
    }
    long most = mostCommandsOf(REDIS::keepHouse);
    assertThat(most).isLessThan(MOST_COMMANDS);
  }

  @Test
  void whatHasExpiredIsSweptInTheEnd() {
    storeAndLetExpire(ACME, 700);
    resultOf(admit("n"));
    clock.step(Duration.ofHours(1));
    for (int i = 0; i < 50; i++) {
      REDIS.keepHouse();
    }
    assertThat(REDIS.run("KEYS dos:etag:*")).isEqualTo("*0");
    assertThat(REDIS.run("KEYS dos:replay:*")).isEqualTo("*0");
  }

  private Listing.Page page(Listing listing) {
    return resultOf(REDIS.entries().list(listing));
  }

  private void storeAndLetExpire(TenantId tenant, int count) {
    var stored =
        IntStream.range(0, count)
            .mapToObj(i -> put(tenant, "k" + i, Duration.ofSeconds(1)))
            .toList();
    resultOf(Future.all(stored));
    clock.step(Duration.ofSeconds(2));
  }

  private static Future<Stored> put(TenantId tenant, String name, Duration ttl) {
    var draft = new Draft(Buffer.buffer("1"), ttl);
    return REDIS.entries().put(new StoreKey(tenant, name), draft, Terms.NONE);
  }

  private Future<ReplayGuard.Verdict> admit(String nonce) {
    return REDIS
        .guard()
        .admit(
            new ReplayGuard.Claim(
                Nonce.parse(ACME, nonce).orElseThrow(),
                clock.millis(),
                Duration.ofMinutes(1),
                Optional.empty()));
  }

  /** How many commands a call of the script ran on the average, at most. */
  private static long mostCommandsOf(Runnable work) {
    REDIS.run("CONFIG RESETSTAT");
    work.run();
    Matcher statistics = STATISTIC.matcher(REDIS.run("INFO commandstats"));
    long scripts = 0;
    long commands = 0;
    while (statistics.find()) {
      long calls = Long.parseLong(statistics.group(2));
      switch (statistics.group(1)) {
        case "evalsha" -> scripts = calls;
        case "info", "config", "eval", "hello", "ping" -> {}
        default -> commands += calls;
      }
    }
    assertThat(scripts).isPositive();
    return commands / scripts;
  }
}

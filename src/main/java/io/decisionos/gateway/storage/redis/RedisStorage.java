package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagStores;
import io.decisionos.gateway.storage.Health;
import io.decisionos.gateway.storage.RedisSettings;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.Usage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes the stores on Redis, for each event loop its own, on one connection. Thread-safe. */
public final class RedisStorage {
  private static final String ENTRIES = "etag";
  private static final String ANSWERS = "idem";

  /** What the script remembers by itself of what is done once. */
  private static final String OUTCOMES = "once";

  private final RedisSettings settings;
  private final int tenantPercent;
  private final InstantSource clock;
  private final RedisHome home = new RedisHome();
  private final AtomicBoolean broom = new AtomicBoolean();
  private final RedisCaution caution = new RedisCaution();

  /**
   * The storage of one gateway.
   *
   * @param tenantPercent the part of Redis's memory that one tenant may hold
   */
  public RedisStorage(RedisSettings settings, int tenantPercent, InstantSource clock) {
    this.settings = settings;
    this.tenantPercent = tenantPercent;
    this.clock = clock;
  }

  /**
   * Opens everything on one connection.
   *
   * @return fails with {@link UnsuitableRedisException} where Redis must not be used; where it
   *     cannot be reached it may come back
   */
  public Future<Backend<SharedStores>> open(Context context) {
    var line = line(context);
    var etags =
        new EtagStores(
            new RedisEtagStore(line, ENTRIES, clock),
            new RedisEtagStore(line, ANSWERS, clock),
            tenant -> Optional.empty());
    var stores =
        new SharedStores(
            etags,
            new RedisReplayGuard(line, clock),
            new RedisClaims(line, clock, ANSWERS),
            new RedisRoll(line),
            new RedisLeases(line),
            new RedisUsers(line));
    var sweeper = new Sweeper(line, clock, List.of(ENTRIES, ANSWERS, OUTCOMES), broom);
    return line.open().map(new OnLine(stores, line, sweeper));
  }

  private RedisLine line(Context context) {
    var dialer = new RedisDialer(context, settings);
    var primary = new RedisPrimary(context, dialer, home, caution);
    return new RedisLine(
        context,
        search(dialer, primary),
        new Backoff(settings.longestPause()),
        new RedisRoom(tenantPercent));
  }

  private RedisSearch search(RedisDialer dialer, RedisPrimary primary) {
    return switch (settings.topology().kind()) {
      case ADDRESSES -> RedisSearch.amongAddresses(settings.topology().addresses(), primary);
      case SENTINEL -> new RedisSentinels(dialer, settings.topology(), primary);
    };
  }

  private record OnLine(SharedStores store, RedisLine line, Sweeper sweeper)
      implements Backend<SharedStores> {
    @Override
    public Future<Void> keepHouse() {
      return line.look().eventually(sweeper::sweep);
    }

    @Override
    public void onTurn(Runnable hearer) {
      line.onTurn(hearer);
    }

    /** What is held is for Redis to tell: no gateway knows of what the others store. */
    @Override
    public Health health() {
      return new Health(line.trouble(), Usage.NONE);
    }

    @Override
    public Future<Void> close() {
      return line.close();
    }
  }
}

package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagStores;
import io.decisionos.gateway.storage.Health;
import io.decisionos.gateway.storage.RedisSettings;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.Usage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes the stores on Redis, for each event loop its own. The two kinds have a connection each, as
 * they are verticles of their own.
 */
public record RedisStorage(RedisSettings settings, InstantSource clock) {
  private static final String ENTRIES = "etag";
  private static final String ANSWERS = "idem";

  /** What the script remembers by itself of what is done once. */
  private static final String OUTCOMES = "once";


  /**
   * Opens the entries and the kept answers.
   *
   * @return fails with {@link UnsuitableRedisException} where Redis must not be used; where it
   *     cannot be reached it may come back
   */
  public Future<Backend<EtagStores>> openEtags(Context home) {
    var line = new RedisLine(home, settings);
    var stores =
        new EtagStores(
            new RedisEtagStore(line, ENTRIES, clock), new RedisEtagStore(line, ANSWERS, clock));
    var sweeper = new Sweeper(line, clock, List.of(ENTRIES, ANSWERS, OUTCOMES), false);
    return line.open().map(new OnLine<>(stores, line, sweeper));
  }

  /** Opens the nonces, likewise. */
  public Future<Backend<ReplayGuard>> openGuard(Context home) {
    var line = new RedisLine(home, settings);
    var sweeper = new Sweeper(line, clock, List.of(), true);
    return line.open().map(new OnLine<>(new RedisReplayGuard(line, clock), line, sweeper));
  }

  private record OnLine<S>(S store, RedisLine line, Sweeper sweeper) implements Backend<S> {
    @Override
    public Future<Void> keepHouse() {
      return sweeper.sweep();
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

package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagStores;
import io.decisionos.gateway.storage.Health;
import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.RedisSettings;
import io.decisionos.gateway.storage.RedisTopology;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.trace.Tracer;
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
  private final Optional<Tracer> tracer;

  /**
   * The storage of one gateway.
   *
   * @param tenantPercent the part of Redis's memory that one tenant may hold
   * @param tracer makes spans of calls that are parts of what is traced
   */
  public RedisStorage(
      RedisSettings settings, int tenantPercent, InstantSource clock, Optional<Tracer> tracer) {
    this.settings = settings;
    this.tenantPercent = tenantPercent;
    this.clock = clock;
    this.tracer = tracer;
  }

  /**
   * Opens everything on one connection.
   *
   * @return fails with {@link UnsuitableRedisException} if Redis must not be used; if it cannot be
   *     reached it may come back
   */
  public Future<Backend<SharedStores>> open(Context context) {
    RedisData data = traced(data(context));
    var answers = new RedisAnswers(data, ANSWERS, clock);
    var etags = new EtagStores(new RedisEtagStore(data, ENTRIES, clock), answers);
    var stores =
        new SharedStores(
            etags,
            new RedisReplayGuard(data, clock),
            new RedisRoll(data),
            new RedisLeases(data),
            new RedisUsers(data),
            new RedisSheets(data),
            new RedisBoard(data));
    var sweeper = new Sweeper(data, clock, List.of(ENTRIES, ANSWERS, OUTCOMES), broom);
    return data.open().map(new OnLine(stores, data, answers, sweeper));
  }

  private RedisData traced(RedisData data) {
    return tracer.isPresent() ? new TracedData(data, tracer.get()) : data;
  }

  private RedisData data(Context context) {
    var dialer = new RedisDialer(context, settings);
    var primary = new RedisPrimary(context, dialer, home, caution);
    RedisTopology topology = settings.topology();
    return switch (topology.kind()) {
      case ADDRESSES -> whole(context, RedisSearch.amongAddresses(topology.addresses(), primary));
      case SENTINEL -> whole(context, new RedisSentinels(dialer, topology, primary));
      case CLUSTER ->
          new RedisShards(
              new ClusterScout(dialer),
              topology.addresses(),
              (node, own, detour) -> {
                var site = new RedisSite(RedisKeys.BRACED, own, detour, room());
                return line(context, () -> shard(dialer, node), site);
              });
    };
  }

  private RedisLine whole(Context context, RedisSearch search) {
    return line(context, search, RedisSite.whole(room()));
  }

  private RedisRoom room() {
    return new RedisRoom(tenantPercent);
  }

  private RedisLine line(Context context, RedisSearch search, RedisSite site) {
    return new RedisLine(context, search, new Backoff(settings.longestPause()), site);
  }

  private Future<RedisWire> shard(RedisDialer dialer, RedisAddress node) {
    return dialer
        .dial(node)
        .onSuccess(contact -> caution.warn(contact.info()))
        .map(RedisContact::wire);
  }

  private record OnLine(SharedStores store, RedisData data, RedisAnswers answers, Sweeper sweeper)
      implements Backend<SharedStores> {
    @Override
    public Future<Void> keepHouse() {
      answers.keepHouse();
      return data.look().eventually(sweeper::sweep);
    }

    @Override
    public void onTurn(Runnable hearer) {
      data.onTurn(hearer);
    }

    /** What is held is for Redis to tell: no gateway knows of what the others store. */
    @Override
    public Health health() {
      return new Health(data.trouble(), Usage.NONE);
    }

    @Override
    public Future<Void> close() {
      return data.close();
    }
  }
}

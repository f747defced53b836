package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Outcomes;
import io.decisionos.gateway.storage.RedisSettings;
import io.decisionos.gateway.storage.RedisTopology;
import io.decisionos.gateway.storage.TestClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** An event loop with a line to a Redis, as a verticle has in life. */
final class RedisAtHome implements Executor, AutoCloseable {
  private static final long HOUSE_MS = 100;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setAddressResolverOptions(
                  new AddressResolverOptions()
                      .setHostsValue(Buffer.buffer("127.0.0.1 localhost my_redis\n"))));
  private final Context loop = vertx.getOrCreateContext();

  /** Settings for a Redis that is not meant to fail, on a machine that may be busy. */
  static RedisSettings settings(String url) {
    return settings(url, Duration.ofSeconds(5));
  }

  /** The storage on a Redis, for a tenant half of its memory. */
  static RedisStorage storage(RedisSettings settings) {
    return new RedisStorage(settings, 50, new TestClock(), Optional.empty());
  }

  static RedisSettings settings(String url, Duration timeout) {
    return settings(url, timeout, 0);
  }

  static RedisSettings settings(String url, Duration timeout, int replicas) {
    RedisTopology topology =
        RedisTopology.read(
                url,
                found -> {
                  throw new AssertionError(url + ": " + found);
                })
            .orElseThrow();
    return new RedisSettings(topology, Optional.empty(), timeout, Duration.ofMillis(500), replicas);
  }

  static RedisSettings settings(List<String> urls, Duration timeout) {
    return settings(String.join(",", urls), timeout);
  }

  @Override
  public void execute(Runnable task) {
    loop.runOnContext(v -> task.run());
  }

  /** Asks on the loop and waits for the answer. */
  <T> T get(Supplier<Future<T>> question) {
    Promise<T> promise = Promise.promise();
    execute(() -> question.get().onComplete(promise));
    return Outcomes.resultOf(promise.future());
  }

  /** Opens a backend on the loop. */
  <S> Backend<S> open(Backend.Opener<S> opener) {
    return get(() -> opener.open(loop));
  }

  /** Keeps house as a verticle does. */
  void keepHouse(Backend<?> backend) {
    execute(() -> vertx.setPeriodic(HOUSE_MS, id -> backend.keepHouse()));
  }

  @Override
  public void close() {
    Outcomes.resultOf(vertx.close());
  }
}

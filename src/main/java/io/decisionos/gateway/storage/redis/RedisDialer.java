package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.RedisSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Connects, and looks whether the Redis at the other end may be used. Confined to its context. */
final class RedisDialer {
  private final Vertx vertx;
  private final RedisSettings settings;
  private final RedisCaution caution;
  private int attempts;

  RedisDialer(Vertx vertx, RedisSettings settings, RedisCaution caution) {
    this.vertx = vertx;
    this.settings = settings;
    this.caution = caution;
  }

  /**
   * One attempt, at the next address in turn.
   *
   * @return fails with {@link UnsuitableRedisException} where Redis must not be used; whatever was
   *     opened is closed again. It never throws.
   */
  Future<RedisWire> dial() {
    RedisAddress address = settings.addresses().get(attempts++ % settings.addresses().size());
    return Future.succeededFuture()
        .compose(v -> inTime(url(address)))
        .compose(url -> connect(url, address));
  }

  private <T> Future<T> inTime(Future<T> step) {
    return step.timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The address as the client reads it; it takes fewer names than networks have. */
  private Future<String> url(RedisAddress address) {
    String direct = RedisUrl.of(address, address.place().host());
    return address.place().isSocket() || RedisUrl.isReadable(direct)
        ? Future.succeededFuture(direct)
        : ((VertxInternal) vertx)
            .nameResolver()
            .resolve(address.place().host())
            .map(found -> RedisUrl.of(address, found.getHostAddress()));
  }

  private Future<RedisWire> connect(String url, RedisAddress address) {
    Redis client = Redis.createClient(vertx, options(url, address));
    return inTime(client.connect().compose(connection -> inspect(client, connection)))
        .onFailure(cause -> client.close());
  }

  private RedisOptions options(String url, RedisAddress address) {
    var net =
        new NetClientOptions()
            .setTcpNoDelay(true)
            .setConnectTimeout((int) settings.timeout().toMillis())
            .setHostnameVerificationAlgorithm("HTTPS");
    settings
        .authority()
        .ifPresent(file -> net.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    // A client for each connection: what went wrong with the last one cannot linger in a pool.
    return new RedisOptions()
        .setConnectionString(url)
        .setUser(address.user().orElse(null))
        .setPassword(address.password().orElse(null))
        .setMaxPoolSize(1)
        .setNetClientOptions(net);
  }

  private Future<RedisWire> inspect(Redis client, RedisConnection connection) {
    return connection
        .send(Request.cmd(Command.INFO))
        .map(answer -> RedisInfo.parse(answer.toString()))
        .map(
            info -> {
              Optional<String> objection = info.objection();
              if (objection.isPresent()) {
                throw new UnsuitableRedisException(objection.get());
              }
              if (info.isLoading()) {
                throw new IllegalStateException("Redis is loading its data");
              }
              caution.warn(info);
              return new RedisWire(client, connection);
            });
  }
}

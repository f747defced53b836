package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.RedisSettings;
import io.decisionos.gateway.storage.RedisTopology;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;

/** Connects, and looks whether the Redis at the other end may be used. Confined to its context. */
final class RedisDialer {
  private final Context context;
  private final RedisSettings settings;

  RedisDialer(Context context, RedisSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /**
   * One attempt.
   *
   * @return fails with {@link UnsuitableRedisException} if Redis must not be used; whatever was
   *     opened is closed again. It never throws.
   */
  Future<RedisContact> dial(RedisAddress address) {
    return connect(address).compose(wire -> inspect(wire).onFailure(cause -> wire.close()));
  }

  /** Connects, and asks nothing. */
  Future<RedisWire> connect(RedisAddress address) {
    return Again.attempt(() -> inTime(url(address))).compose(url -> connect(url, address));
  }

  private <T> Future<T> inTime(Future<T> step) {
    return step.timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The address as the client reads it; it takes fewer names than networks have. */
  private Future<String> url(RedisAddress address) {
    String direct = RedisUrl.of(address, address.place().host());
    return address.place().isSocket() || RedisUrl.isReadable(direct)
        ? Future.succeededFuture(direct)
        : ((VertxInternal) context.owner())
            .nameResolver()
            .resolve(address.place().host())
            .map(found -> RedisUrl.of(address, found.getHostAddress()));
  }

  private Future<RedisWire> connect(String url, RedisAddress address) {
    Redis client = Redis.createClient(context.owner(), options(url, address));
    return inTime(client.connect())
        .map(connection -> wire(client, connection))
        .onFailure(cause -> client.close());
  }

  private RedisWire wire(Redis client, RedisConnection connection) {
    return new RedisWire(
        context, client, connection, settings.timeout(), settings.replicas(), new SharedWait());
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

  private Future<RedisContact> inspect(RedisWire wire) {
    return wire.send(Request.cmd(Command.INFO))
        .map(answer -> RedisInfo.parse(answer.toString()))
        .map(
            info -> {
              info.objection(settings.topology().kind() == RedisTopology.Kind.CLUSTER)
                  .ifPresent(
                      objection -> {
                        throw new UnsuitableRedisException(objection);
                      });
              if (info.isLoading()) {
                throw new IllegalStateException("Redis is loading its data");
              }
              return new RedisContact(wire, info);
            });
  }
}

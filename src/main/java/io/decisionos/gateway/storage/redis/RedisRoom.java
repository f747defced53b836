package io.decisionos.gateway.storage.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/**
 * How much of Redis's memory one tenant may hold, so that it cannot lock out others: a part of its
 * {@code maxmemory}, asked from time to time, as its operator may change it. For one thread.
 */
final class RedisRoom {
  private static final long PERIOD = Duration.ofSeconds(5).toNanos();

  private final int tenantPercent;
  private long share;
  private long dueNanos = System.nanoTime();

  RedisRoom(int tenantPercent) {
    this.tenantPercent = tenantPercent;
  }

  boolean isDue() {
    return System.nanoTime() - dueNanos >= 0;
  }

  /** Asks; if no answer comes, what was known goes on, and the connection is lost anyway. */
  Future<Void> ask(RedisWire wire) {
    dueNanos = System.nanoTime() + PERIOD;
    return wire.send(Request.cmd(Command.INFO).arg("memory"))
        .map(answer -> RedisInfo.parse(answer.toString()))
        .onSuccess(info -> share = (long) (info.maxMemory() * (tenantPercent / 100.0)))
        .transform(asked -> Future.succeededFuture());
  }

  /** The bytes of memory, as the script reads them: empty if Redis has no bound. */
  String share() {
    return share == 0 ? "" : String.valueOf(share);
  }
}

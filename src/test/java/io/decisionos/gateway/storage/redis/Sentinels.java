package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import redis.embedded.RedisSentinel;

/** Real sentinels, who make a replica the primary when more than half of them miss that. */
final class Sentinels implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "main";

  private final List<RedisSentinel> sentinels = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  private Sentinels() {}

  /**
   * Starts them, and waits until they know of each other.
   *
   * @param downMillis after how much silence they give the primary up
   */
  static Sentinels over(RealRedis primary, int count, long downMillis) throws IOException {
    var started = new Sentinels();
    for (int i = 0; i < count; i++) {
      int port = FreePort.find();
      RedisSentinel sentinel =
          RedisSentinel.newRedisSentinel()
              .bind("127.0.0.1")
              .port(port)
              .masterName(NAME)
              .masterPort(primary.place())
              .quorumSize(count / 2 + 1)
              .downAfterMilliseconds(downMillis)
              .failOverTimeout(3 * downMillis)
              .build();
      sentinel.start();
      started.ports.add(port);
      started.sentinels.add(sentinel);
    }
    Await.until(PATIENCE, started::haveMet, () -> "the sentinels do not meet");
    return started;
  }

  private boolean haveMet() {
    String others = "num-other-sentinels\r\n$1\r\n" + (ports.size() - 1);
    return ports.stream()
        .allMatch(port -> RedisCommands.run(port, "SENTINEL master " + NAME).contains(others));
  }

  /** The port of the primary, as the one says that knows the latest. */
  int primary() {
    int latest = ports.stream().max(Comparator.comparingLong(Sentinels::epoch)).orElseThrow();
    String answer = RedisCommands.run(latest, "SENTINEL get-master-addr-by-name " + NAME);
    return Integer.parseInt(answer.lines().reduce((first, last) -> last).orElseThrow());
  }

  private static long epoch(int port) {
    String answer = RedisCommands.run(port, "SENTINEL master " + NAME);
    return Long.parseLong(answer.replaceAll("(?s).*config-epoch\\s+\\$\\d+\\s+(\\d+).*", "$1"));
  }

  String url() {
    return ports.stream()
        .map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(",", "redis+sentinel://", "/" + NAME));
  }

  @Override
  public void close() {
    try {
      for (RedisSentinel each : sentinels) {
        each.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

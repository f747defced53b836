package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.ScriptedRedis.Lie;
import io.decisionos.gateway.storage.redis.ScriptedRedis.Point;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole gateway on a Redis that lies: whether it says how it fares, and how fast it is back. */
final class RedisTruth implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> WORDS =
      List.of(
          "READONLY You can't write against a read only replica.",
          "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
          "NOREPLICAS Not enough good replicas to write.",
          "LOADING Redis is loading the dataset in memory",
          "MISCONF Redis is configured to save RDB snapshots, but it can't persist to disk.",
          "OOM command not allowed when used memory > 'maxmemory'.",
          "CLUSTERDOWN The cluster is down",
          "BUSY Redis is busy running a script.",
          "NOAUTH Authentication required.",
          "WRONGPASS invalid username-password pair or user is disabled.",
          "NOPERM this user has no permissions to run the 'evalsha' command",
          "NOSCRIPT No matching script.",
          "MOVED 3999 127.0.0.1:6381",
          "TRYAGAIN Multiple keys request during rehashing of slot",
          "CROSSSLOT Keys in request don't hash to the same slot",
          "UNKILLABLE Sorry the script already executed write commands",
          "ERR max number of clients reached",
          "ERR unknown command 'EVALSHA'",
          "upstream failure",
          "TOMORROW a word that nobody knows yet",
          "");
  private static final List<String> RAW =
      List.of(
          "",
          "CLOSE",
          "garbage\r\n",
          ":1\r\n",
          "+OK\r\n",
          "$-1\r\n",
          "*-1\r\n",
          "*0\r\n",
          "_\r\n",
          "*1\r\n*0\r\n",
          "*1\r\n$2\r\nhi\r\n",
          "*1\r\n*1\r\n:7\r\n",
          "*1\r\n*1\r\n$5\r\nERROR\r\n",
          "*1\r\n*2\r\n$5\r\nTA",
          "$2147483647\r\nx",
          "%1\r\n+a\r\n:1\r\n",
          "HTTP/1.1 400 Bad Request\r\n\r\n");

  private final RealRedis redis;
  private final ScriptedRedis front;
  private final RunningGateway gateway;

  RedisTruth(Path directory) throws IOException {
    redis = RealRedis.start(directory);
    front = new ScriptedRedis(redis);
    gateway =
        RunningGateway.start(
            directory,
            Map.of(
                "DECISIONOS_STORAGE", "redis",
                "DECISIONOS_REDIS_URL", front.url(),
                "DECISIONOS_STORAGE_READINESS", "required"));
  }

  /** Each answer at each point. */
  static List<Lie> all() {
    var all = new ArrayList<Lie>();
    for (String word : WORDS) {
      all.add(new Lie(Point.WRITE, word));
      for (Point point : List.of(Point.CONNECT, Point.HELLO, Point.INFO, Point.SCRIPT)) {
        all.add(new Lie(point, "-" + word + "\r\n"));
      }
    }
    for (String raw : RAW) {
      for (Point point : List.of(Point.CONNECT, Point.HELLO, Point.INFO, Point.SCRIPT)) {
        if (!raw.isEmpty() || point != Point.CONNECT) {
          all.add(new Lie(point, raw));
        }
      }
    }
    return all;
  }

  /**
   * Lets Redis lie until operators know it, and tell the truth again.
   *
   * @return how long after that a write was taken
   */
  Duration after(Lie lie) {
    Await.until(PATIENCE, this::isShownWell, this::shown);
    int told = told();
    front.lie(lie.point(), lie.answer());
    Await.until(PATIENCE, () -> isShownLost(told), () -> lie + " " + shown());
    assertThat(put()).as("%s", lie).isGreaterThanOrEqualTo(500);
    assertThat(isShownWell()).as("%s", lie).isFalse();
    front.tellTheTruth();
    Duration back = Await.until(PATIENCE, () -> put() < 300, () -> lie + " " + shown());
    Await.until(PATIENCE, this::isShownWell, () -> lie + " " + shown());
    Await.until(PATIENCE, () -> told() >= told + 2, () -> lie + " " + shown());
    return back;
  }

  private boolean isShownWell() {
    return gateway.ops("/readyz").statusCode() == 200 && usable("1.0");
  }

  private boolean isShownLost(int told) {
    return gateway.ops("/readyz").statusCode() == 503 && usable("0.0") && told() > told;
  }

  private boolean usable(String value) {
    String metrics = gateway.ops("/metrics").body();
    return metrics.contains("gateway_storage_usable{store=\"entries\"} " + value)
        && metrics.contains("gateway_storage_usable{store=\"nonces\"} " + value);
  }

  private int told() {
    return (int)
        new JsonObject(gateway.ops("/ops/events").body())
            .getJsonArray("events").stream()
                .map(event -> ((JsonObject) event).getString("kind"))
                .filter(kind -> kind.startsWith("storage."))
                .count();
  }

  private String shown() {
    return gateway.ops("/readyz").body();
  }

  private int put() {
    var request =
        gateway.request("/etags/a?tenant=acme-corp").PUT(BodyPublishers.ofString("1")).build();
    return gateway.send(request).statusCode();
  }

  @Override
  public void close() {
    gateway.close();
    front.close();
    redis.close();
  }
}

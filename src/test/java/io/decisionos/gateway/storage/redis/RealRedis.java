package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/** A real Redis on a free port, with its files in a directory of a test. */
public final class RealRedis implements AutoCloseable {
  private static final long ASK_AGAIN_NANOS = 500_000_000;

  private final RedisServer server;
  private final int port;
  private final Optional<RedisFront> front;
  private String pid;

  private RealRedis(RedisServer server, int port, Optional<RedisFront> front) {
    this.server = server;
    this.port = port;
    this.front = front;
  }

  /** Starts one that writes every change to the disk before it answers. */
  public static RealRedis start(Path directory, String... settings) {
    return start(directory, Optional.empty(), settings);
  }

  /** Starts one to which others find by its front. */
  static RealRedis behind(RedisFront front, Path directory, String... settings) {
    var all = new ArrayList<String>(List.of(settings));
    all.add("replica-announce-ip 127.0.0.1");
    all.add("replica-announce-port " + front.port());
    all.add("cluster-announce-ip 127.0.0.1");
    all.add("cluster-announce-port " + front.port());
    all.add("cluster-announce-bus-port " + front.busPort());
    RealRedis redis = start(directory, Optional.of(front), all.toArray(String[]::new));
    front.leadTo(redis.port());
    return redis;
  }

  private static RealRedis start(Path directory, Optional<RedisFront> front, String... settings) {
    try {
      int port = FreePort.find();
      var builder =
          RedisServer.newRedisServer()
              .port(port)
              .setting("bind 127.0.0.1")
              .setting("unixsocket " + directory.resolve("redis.sock"))
              .setting("dir " + directory)
              .setting("save \"\"")
              .setting("appendonly yes")
              .setting("appendfsync always");
      List.of(settings).forEach(builder::setting);
      RedisServer server = builder.build();
      server.start();
      return new RealRedis(server, port, front);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts again what was stopped, on the same port and files. */
  public void startAgain() {
    pid = null;
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends its process a signal: STOP, CONT or KILL. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asked once: a stopped Redis does not tell. */
  private String pid() {
    if (pid == null) {
      String info = RedisCommands.run(this, "INFO server");
      pid = info.replaceAll("(?s).*process_id:(\\d+).*", "$1");
    }
    return pid;
  }

  /** Ends it as {@code kill -9} does; it can be started again. */
  public void kill() {
    signal("KILL");
    close();
  }

  /** Its process, to be watched. */
  public ProcessHandle process() {
    return ProcessHandle.of(Long.parseLong(pid())).orElseThrow();
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** The port by which others find it. */
  int place() {
    return front.map(RedisFront::port).orElse(port);
  }

  /** The place of its bus, as an operator names it. */
  String meetingPlace() {
    return "127.0.0.1 " + place() + front.map(each -> " " + each.busPort()).orElse("");
  }

  @Override
  public void close() {
    children().filter(this::isOurs).forEach(RealRedis::end);
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").contains("redis-server"));
  }

  /** Redis writes its port where its arguments stood. */
  private boolean isOurs(ProcessHandle child) {
    Path title = Path.of("/proc", Long.toString(child.pid()), "cmdline");
    try {
      return Files.readString(title).contains(":" + port);
    } catch (IOException e) {
      // It has ended, or this system shows no titles.
      return false;
    }
  }

  /** A replica that writes its first log of changes refuses to end, and has to be asked again. */
  private static void end(ProcessHandle redis) {
    for (int attempt = 0; attempt < 20 && redis.isAlive(); attempt++) {
      redis.destroy();
      long asked = System.nanoTime();
      while (redis.isAlive() && System.nanoTime() - asked < ASK_AGAIN_NANOS) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    redis.destroyForcibly();
  }

  /** Sends a command behind the gateway's back, and hands back what came first. */
  public String run(String command) {
    return RedisCommands.run(this, command);
  }
}

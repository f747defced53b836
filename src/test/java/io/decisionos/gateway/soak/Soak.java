package io.decisionos.gateway.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.app.Main;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.load.LoadMain;
import io.decisionos.gateway.load.report.ReportPage;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A gateway in a process of its own under the load tool's watch, with everything that makes a
 * server forget to clean up: tenants and connections that come and go, and a Redis that restarts.
 */
final class Soak {
  private static final int GATEWAY_FAILED = 1;

  private final Path scenario;
  private final Storage storage;
  private final Pace pace;
  private final Path report;
  private int restarts;
  private int gatewayExit;

  /** Where the gateway keeps entries and nonces. */
  enum Storage {
    EMBEDDED,
    REDIS
  }

  /**
   * How often something is done to the gateway.
   *
   * @param look between two looks at it
   * @param restart between two restarts of Redis
   */
  record Pace(Duration look, Duration restart) {}

  /**
   * A soak that has not begun.
   *
   * @param report the directory of the report
   */
  Soak(Path scenario, Storage storage, Pace pace, Path report) {
    this.scenario = scenario;
    this.storage = storage;
    this.pace = pace;
    this.report = report;
  }

  /** Runs it to its end, whatever that is, and returns the exit code of the watch. */
  int run() throws IOException {
    Path home = Files.createTempDirectory("soak");
    copy(Path.of("conf"), home.resolve("conf"));
    copy(Path.of("tenants"), home.resolve("tenants"));
    Files.createDirectories(report);
    Optional<RealRedis> redis =
        storage == Storage.REDIS
            ? Optional.of(RealRedis.start(home, "appendfsync everysec"))
            : Optional.empty();
    try {
      return watched(home, redis);
    } finally {
      redis.ifPresent(RealRedis::close);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private int watched(Path home, Optional<RealRedis> redis) throws IOException {
    try (var gateway =
        GatewayProcess.start(
            GatewayProcess.classes(Main.class.getName()), variables(home, redis))) {
      int port = gateway.awaitReady().http();
      try (var restarter = new Restarter(redis, pace.restart())) {
        int exit = load(gateway, port, home.resolve("tenants"));
        restarts = restarter.count();
        gateway.terminate();
        gatewayExit = gateway.awaitExit();
        note();
        return gatewayExit == 0 ? exit : Math.max(exit, GATEWAY_FAILED);
      }
    }
  }

  private static Map<String, String> variables(Path home, Optional<RealRedis> redis) {
    var variables = new HashMap<String, String>();
    variables.put("DECISIONOS_CONF", home.resolve("conf").toString());
    variables.put("DECISIONOS_TENANTS", home.resolve("tenants").toString());
    variables.put("DECISIONOS_DATA", home.resolve("var").toString());
    variables.put("DECISIONOS_HTTP_PORT", "0");
    variables.put("DECISIONOS_OPS_PORT", "0");
    redis.ifPresent(
        server -> {
          variables.put("DECISIONOS_STORAGE", "redis");
          variables.put("DECISIONOS_REDIS_URL", server.url());
        });
    return variables;
  }

  private int load(GatewayProcess gateway, int port, Path tenants) throws IOException {
    var command =
        new ArrayList<>(
            GatewayProcess.classes(LoadMain.class.getName(), "soak", scenario.toString()));
    command.addAll(List.of("--target", "http://127.0.0.1:" + port));
    command.addAll(List.of("--pid", Long.toString(gateway.pid())));
    command.addAll(List.of("--tenants", tenants.toString()));
    command.addAll(List.of("--every", Long.toString(pace.look().toSeconds())));
    command.addAll(List.of("--report", report.toString()));
    Process tool = new ProcessBuilder(command).inheritIO().start();
    try {
      return tool.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      tool.destroyForcibly();
    }
  }

  ObjectNode report() throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(Files.readString(json()));
  }

  private Path json() {
    return report.resolve("report.json");
  }

  /** Adds what only the soak knows; without a report there is nothing to add it to. */
  private void note() throws IOException {
    if (Files.exists(json())) {
      ObjectNode noted = report();
      noted
          .putObject("setting")
          .put("storage", storage.name().toLowerCase(Locale.ROOT))
          .put("redis_restarts", restarts)
          .put("gateway_exit", gatewayExit);
      Files.writeString(json(), noted.toPrettyString());
      Files.writeString(report.resolve("report.html"), ReportPage.of(noted));
    }
  }
}

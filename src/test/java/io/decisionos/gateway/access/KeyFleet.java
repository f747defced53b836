package io.decisionos.gateway.access;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.storage.history.TroubledMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gateways in processes of their own on one Redis, with clocks that are apart. Each has its own
 * copy of what they share, so that what is saved may reach them one after the other.
 */
final class KeyFleet implements AutoCloseable {
  private final List<Member> members = new ArrayList<>();

  /** One of them. */
  static final class Member implements AutoCloseable {
    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private final Duration ahead;
    private GatewayProcess process;
    private volatile int port;
    private volatile boolean up;
    private volatile boolean serving;

    private Member(Path home, Duration ahead, Map<String, String> more) throws IOException {
      this.home = home;
      this.ahead = ahead;
      variables.putAll(more);
      variables.put("DECISIONOS_CONF", conf().toString());
      variables.put("DECISIONOS_TENANTS", home.resolve("tenants").toString());
      variables.put("DECISIONOS_DATA", home.resolve("var").toString());
      variables.put("DECISIONOS_HTTP_PORT", "0");
      variables.put("DECISIONOS_OPS_PORT", "0");
      copy(Path.of("conf"), conf());
      Files.writeString(
          Files.createDirectories(home.resolve("tenants")).resolve("t.yaml"),
          "tenant_id: t\nname: Without limits\nstatus: active\nclock_skew_ms: 60000\n");
    }

    private static void copy(Path from, Path to) throws IOException {
      Files.createDirectories(to);
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }

    Path conf() {
      return home.resolve("conf");
    }

    int port() {
      return port;
    }

    /** Whether it has said that it is ready, and was not killed since. */
    boolean isUp() {
      return up;
    }

    /** Whether callers may go there: what was saved last was in force there once. */
    boolean isServing() {
      return serving;
    }

    void serve() {
      serving = true;
    }

    void start() {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classes = System.getProperty("java.class.path");
      try {
        process =
            GatewayProcess.start(
                List.of(
                    java,
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classes,
                    TroubledMachine.class.getName(),
                    String.valueOf(ahead.toMillis())),
                variables);
        port = process.awaitReady().http();
        up = true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void kill() {
      serving = false;
      up = false;
      process.close();
    }

    /** Saves a file there. */
    void save(String name, String text) {
      try {
        Path draft = Files.writeString(conf().resolve("." + name + ".tmp"), text);
        Files.move(draft, conf().resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void delete(String name) {
      try {
        Files.deleteIfExists(conf().resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      up = false;
      if (process != null) {
        process.close();
      }
    }
  }

  /**
   * Makes them; they are not started yet.
   *
   * @param clocks how far the clock of each is ahead
   */
  static KeyFleet of(Path home, List<Duration> clocks, Map<String, String> variables)
      throws IOException {
    var fleet = new KeyFleet();
    for (Duration ahead : clocks) {
      Path own = home.resolve("gateway-" + fleet.members.size());
      fleet.members.add(new Member(own, ahead, variables));
    }
    return fleet;
  }

  List<Member> members() {
    return members;
  }

  @Override
  public void close() {
    members.forEach(Member::close);
  }
}

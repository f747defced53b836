package io.decisionos.gateway.deploy;

import static io.decisionos.gateway.deploy.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file, held to the gateway; {@code ImageIT} holds it to the image. */
final class ComposeTest {
  static final Path FILE = Path.of("src/deploy/compose.yaml");

  @TempDir private Path home;
  private Map<String, Object> services;
  private Map<String, Object> gateway;

  @BeforeEach
  void read() throws IOException {
    services = Chart.map(at(Chart.yaml(FILE), "services"));
    gateway = Chart.map(services.get("gateway"));
  }

  private Map<String, String> variables() {
    var all = new TreeMap<String, String>();
    Chart.map(gateway.get("environment")).forEach((name, value) -> all.put(name, value.toString()));
    return all;
  }

  @Test
  void theGatewayMayDoNothingThatItNeedNot() {
    assertThat(gateway)
        .containsEntry("read_only", true)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"));
    assertThat((List<?>) gateway.get("ports"))
        .as("of this machine alone")
        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
  }

  @Test
  void theVersionIsThatOfTheGateway() throws IOException {
    String version = at(Chart.yaml(Chart.DIRECTORY.resolve("Chart.yaml")), "appVersion").toString();

    assertThat(gateway).containsEntry("image", "decisionos-gateway:" + version);
    assertThat(Files.readString(FILE))
        .contains("target/decisionos-gateway-image-" + version + ".tar");
  }

  @Test
  void everyVariableIsOneThatTheGatewayReads() throws IOException {
    String documented = Files.readString(Path.of("docs/configuration.md"));

    assertThat(variables().keySet())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(documented).contains('`' + name + '`'));
  }

  @Test
  void aGatewayThatEndsHasTheTimeThatItTakesToDrain() {
    String grace = gateway.get("stop_grace_period").toString();
    int delay = Integer.parseInt(variables().get("DECISIONOS_SHUTDOWN_DELAY_MS")) / 1000;

    // The process gives itself 25 seconds beyond the delay.
    assertThat(Integer.parseInt(grace.replaceFirst("s$", ""))).isGreaterThanOrEqualTo(delay + 25);
  }

  @Test
  void whatItSetsServesOnARedisAsItSetsIt() throws IOException {
    try (var redis =
        RealRedis.start(Files.createDirectory(home.resolve("redis")), redisSettings())) {
      var variables = new HashMap<>(variables());
      assertThat(variables.get("DECISIONOS_REDIS_URL")).isEqualTo("redis://redis:6379");
      variables.put("DECISIONOS_REDIS_URL", redis.url());
      variables.put("DECISIONOS_HTTP_HOST", "127.0.0.1");
      variables.put("DECISIONOS_OPS_HOST", "127.0.0.1");
      variables.put("DECISIONOS_SHUTDOWN_DELAY_MS", "0");
      try (var served = RunningGateway.start(home, variables)) {
        assertThat(served.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(served.get("/slo?tenant=default").statusCode()).isEqualTo(401);
      }
    }
  }

  /** {@code --name value} of the command, as lines of a configuration. */
  private String[] redisSettings() {
    var words = new ArrayList<>(((List<?>) at(services, "redis", "command")).stream().toList());
    assertThat(words.remove(0)).isEqualTo("redis-server");
    var settings = new ArrayList<String>();
    for (int i = 0; i < words.size(); i += 2) {
      settings.add(words.get(i).toString().replaceFirst("^--", "") + " " + words.get(i + 1));
    }
    return settings.toArray(String[]::new);
  }
}

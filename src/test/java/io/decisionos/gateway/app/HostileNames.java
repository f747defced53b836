package io.decisionos.gateway.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A gateway over files whose names are hostile: tenants', of {@code conf/}, of evidence and of
 * events. None of them is missing, and none reaches an output raw.
 */
final class HostileNames {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> PARTS =
      List.of(
          "caf%E8",
          "caf%E9",
          "caf%C3%A9",
          "%FF%FE",
          "%C0%AF",
          "%ED%A0%80",
          "%EF%BF%BD",
          "a%0Ab",
          "%1B%5B2J",
          "%C2%9B31m",
          "%7F",
          "%E2%80%AEfdp",
          "%E2%80%A8",
          "%0D",
          "%5Cu000a",
          "%25E9",
          "%22%27%60",
          "%24%28id%29",
          "-rf%20x",
          "%EA%B0%80",
          "%F0%9F%98%80",
          "%3F",
          "%7Be9%7D");

  private final Path home;
  private final List<String> names = new ArrayList<>();
  private final Instant at = Instant.now();
  private final HttpClient client = HttpClient.newHttpClient();

  private HostileNames(Path home) {
    this.home = home;
  }

  /**
   * Runs a gateway and looks at all that it tells.
   *
   * @param environment what {@code env} is told, such as {@code -u LANG} or {@code LC_ALL=C}
   */
  static void assertAllSeen(Path home, int count, List<String> environment) throws IOException {
    var run = new HostileNames(home);
    run.choose(count);
    run.write();
    var command = new ArrayList<>(List.of("env"));
    command.addAll(environment);
    command.addAll(GatewayProcess.classes("io.decisionos.gateway.app.Main"));
    Map<String, String> variables =
        Map.of(
            "DECISIONOS_CONF", home.resolve("conf").toString(),
            "DECISIONOS_TENANTS", home.resolve("tenants").toString(),
            "DECISIONOS_DATA", home.resolve("var").toString(),
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_OPS_PORT", "0");
    try (var gateway = GatewayProcess.start(command, variables)) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      run.look("http://127.0.0.1:" + ports.http(), "http://127.0.0.1:" + ports.ops());
      assertHarmless(gateway.errors());
    }
  }

  private void choose(int count) {
    var random = new Random(15);
    var chosen = new HashSet<String>();
    names.addAll(PARTS.subList(0, Math.min(count, PARTS.size())));
    chosen.addAll(names);
    while (names.size() < count) {
      var name = new StringBuilder(PARTS.get(random.nextInt(PARTS.size())));
      for (int i = random.nextInt(3); i >= 0; i--) {
        name.append(String.format("%%%02X", 1 + random.nextInt(255)).replace("%2F", "%2E"));
      }
      if (chosen.add(name.toString())) {
        names.add(name.toString());
      }
    }
  }

  private void write() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    for (String file : ConfReader.REQUIRED) {
      Files.copy(Path.of("conf", file), conf.resolve(file));
    }
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    Path events = Files.createDirectories(home.resolve("var/events/t0"));
    for (int i = 0; i < names.size(); i++) {
      String tenant = "tenant_id: t" + i + "\nname: N\nstatus: active\n";
      Files.writeString(file(tenants, i, ".yaml"), tenant);
      Files.writeString(file(conf, i, ".pem"), "no key");
      Files.writeString(file(conf, i, ".yaml"), "[");
      Files.write(file(evidence, i, ".json"), EvidenceSample.valid("t0", i));
      Files.writeString(file(events, i, ".jsonl"), "{\"ts\":\"" + at + "\",\"reason\":\"r\"}\n");
    }
  }

  private Path file(Path folder, int i, String suffix) {
    return Path.of(URI.create(folder.toUri() + names.get(i) + suffix));
  }

  private void look(String http, String ops) {
    for (int i = 0; i < names.size(); i++) {
      String url = http + "/slo?tenant=t" + i;
      String name = names.get(i);
      // A machine that is busy may answer 504 for a while.
      Await.until(PATIENCE, () -> get(url).statusCode() == 200, () -> name);
    }
    Await.until(PATIENCE, () -> files(http).size() == names.size(), () -> files(http));
    assertThat(files(http).stream().map(file -> ((JsonObject) file).getString("path")))
        .doesNotHaveDuplicates();
    String summary = http + "/cards/reason-summary?tenant=t0&at=" + at;
    Await.until(
        PATIENCE,
        () -> json(summary).getInteger("total_items") == names.size(),
        () -> json(summary));
    Stream.of("/readyz", "/ops/tenants?limit=1000", "/ops/events?limit=1000", "/metrics")
        .forEach(path -> assertHarmless(get(ops + path).body()));
    assertThat(json(ops + "/ops/tenants?limit=1000").getJsonArray("tenants")).hasSize(names.size());
  }

  private JsonArray files(String http) {
    return json(http + "/evidence?tenant=t0&limit=1000").getJsonArray("files");
  }

  private JsonObject json(String url) {
    return new JsonObject(get(url).body());
  }

  private HttpResponse<String> get(String url) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void assertHarmless(String output) {
    assertThat(output).doesNotContainPattern("[\\p{Cc}&&[^\\n\\t]]|[\\u2028\\u2029\\p{Cf}]");
  }
}

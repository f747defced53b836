package io.decisionos.gateway.cards.kafka;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A gateway whose events are in Kafka, over its lives; asked by the ports of one of them. */
final class CampaignGateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Set<Integer> NOT_NOW = Set.of(429, 503);
  private static final long PAUSE_NANOS = 20_000_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path data;
  private final String servers;
  private volatile GatewayProcess.Ports ports;
  private GatewayProcess process;

  CampaignGateway(Path data, String servers) {
    this.data = data;
    this.servers = servers;
  }

  /** Starts it on what its last life left, and waits until it is ready. */
  CampaignGateway start() throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.put("DECISIONOS_EVENTS_BACKEND", "kafka");
    variables.put("DECISIONOS_EVENTS_KAFKA_SERVERS", servers);
    variables.put("DECISIONOS_EVENTS_KAFKA_SINGLE", "true");
    process = GatewayProcess.shipped(data, variables);
    ports = process.awaitReady();
    return this;
  }

  void kill() {
    process.signal("KILL");
    process.awaitExit();
  }

  GatewayProcess.Ports ports() {
    return ports;
  }

  /** Whether it reads the topic. */
  boolean isWell() {
    try {
      JsonObject ready = new JsonObject(send(get(ports.ops(), "/readyz")).body());
      return ready.getJsonObject("checks").getJsonObject("events").getString("state").equals("ok");
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a batch; true once it is acknowledged. */
  boolean takes(GatewayProcess.Ports life, String tenant, String key, String lines) {
    var request =
        request(life.http(), "/events/reasons?tenant=" + tenant)
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(lines))
            .build();
    try {
      return send(request).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * How often each reason of January 2026 is counted, by its next answer.
   *
   * @return empty if that life is over
   */
  Optional<Map<String, Long>> shown(GatewayProcess.Ports life, String tenant) {
    String target =
        "/cards/reason-summary?bucket=month&at=2026-01-15T00:00:00Z&top_n=20&tenant=" + tenant;
    try {
      HttpResponse<String> answer = send(get(life.http(), target));
      while (NOT_NOW.contains(answer.statusCode())) {
        LockSupport.parkNanos(PAUSE_NANOS);
        answer = send(get(life.http(), target));
      }
      return Optional.of(
          new JsonObject(answer.body())
              .getJsonArray("top_labels").stream()
                  .map(JsonObject.class::cast)
                  .collect(
                      Collectors.toMap(
                          line -> line.getString("label"), line -> line.getLong("count"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static HttpRequest get(int port, String target) {
    return request(port, target).build();
  }

  private static HttpRequest.Builder request(int port, String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
        .timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}

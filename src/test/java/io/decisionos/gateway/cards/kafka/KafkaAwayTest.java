package io.decisionos.gateway.cards.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway whose events are in Kafka, which cannot be reached. */
final class KafkaAwayTest {
  private static final Map<String, String> KAFKA =
      Map.of(
          "DECISIONOS_EVENTS_BACKEND", "kafka",
          "DECISIONOS_EVENTS_KAFKA_SERVERS", "127.0.0.1:1");

  @TempDir private Path home;

  @Test
  void eventsAreRefusedAndCardsGoOn() throws IOException {
    try (var gateway = RunningGateway.start(home, KAFKA)) {
      HttpResponse<String> sent = send(gateway);
      assertThat(sent.statusCode()).isEqualTo(503);
      JsonObject problem = new JsonObject(sent.body());
      assertThat(problem.getString("reason_code")).isEqualTo("storage.unavailable");
      assertThat(problem.containsKey("outcome")).isFalse();
      assertThat(gateway.get("/cards/reason-summary?tenant=acme-corp").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = gateway.ops("/readyz");
      assertThat(ready.statusCode()).isEqualTo(200);
      JsonObject events =
          new JsonObject(ready.body()).getJsonObject("checks").getJsonObject("events");
      assertThat(events.getString("state")).isEqualTo("degraded");
      assertThat(events.getString("cause")).startsWith("events cannot be taken in");
    }
  }

  @Test
  void segmentsOfTheEmbeddedLogAreRefusedAtTheStart() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      assertThat(send(gateway).statusCode()).isEqualTo(200);
    }
    assertThatThrownBy(() -> RunningGateway.start(home, KAFKA))
        .hasMessageContaining("./run.sh events import")
        .hasMessageContaining(".events: found a segment of the embedded log");
    assertThat(Files.exists(home.resolve("var/events-topic"))).isFalse();
  }

  private static HttpResponse<String> send(RunningGateway gateway) {
    return gateway.send(
        gateway
            .request("/events/reasons?tenant=acme-corp")
            .header("Content-Type", "application/x-ndjson")
            .POST(
                BodyPublishers.ofString(
                    "{\"ts\":\"2026-01-31T12:00:00Z\",\"reason\":\"reason:x\"}"))
            .build());
  }
}

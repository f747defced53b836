package io.decisionos.gateway.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One tenant brings as much work as it may have in flight, and another asks for a little: it is
 * neither refused nor made to wait until the first one's work is done.
 */
final class FairnessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ASKED = 7;
  private static final String EVENT = "{\"ts\":\"2026-01-01T%02d:00:00Z\",\"reason\":\"r%d\"}\n";

  @TempDir private Path home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(home);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aTenantThatFloodsTheLogOfEventsKeepsNobodyElsesOut() {
    String large = events(8_000);
    String small = events(10);
    assertFair(30, n -> post("acme-corp", large), n -> post("default", small));
  }

  @Test
  void aTenantThatAsksForManyLargeCardsKeepsNobodyElsesBack() {
    for (String tenant : List.of("acme-corp", "default")) {
      gateway.send(post(tenant, events(12_000)));
    }
    assertFair(60, n -> summary("acme-corp", n), n -> summary("default", n));
  }

  @Test
  void aTenantThatFloodsTheStorageKeepsNobodyElsesOut() {
    String large = '"' + "x".repeat(20_000) + '"';
    try (var flood = new Flood(100, n -> put("acme-corp", n % 100, large))) {
      Await.until(PATIENCE, () -> flood.answered() > 100, flood::answered);
      for (int n = 0; n < ASKED; n++) {
        assertThat(gateway.send(put("default", n, "1")).statusCode()).isEqualTo(201);
      }
    }
  }

  /** Both ask for the same kind of work: whoever asks for little has to wait for less of it. */
  private void assertFair(
      int inFlight, IntFunction<HttpRequest> much, IntFunction<HttpRequest> little) {
    var waits = new ArrayList<Duration>();
    try (var flood = new Flood(inFlight, much)) {
      Await.until(PATIENCE, () -> flood.answered() > inFlight, flood::answered);
      for (int n = 0; n < ASKED; n++) {
        Instant begin = Instant.now();
        HttpResponse<String> answer = gateway.send(little.apply(n));
        waits.add(Duration.between(begin, Instant.now()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }
      assertThat(Flood.median(waits)).isLessThan(flood.median().dividedBy(3));
    }
  }

  private static String events(int count) {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(EVENT.formatted(i % 24, i % 500));
    }
    return lines.toString();
  }

  private HttpRequest post(String tenant, String events) {
    return gateway
        .request("/events/reasons?tenant=" + tenant)
        .header("Content-Type", "application/x-ndjson")
        .POST(BodyPublishers.ofString(events))
        .build();
  }

  /** No two of them are of the same window, so that none is drawn already. */
  private HttpRequest summary(String tenant, int n) {
    String start = Instant.parse("2025-12-31T00:00:00Z").plusSeconds(n).toString();
    return gateway
        .request(
            "/cards/reason-trends/summary?bucket=hour&limit=1000&end=2026-02-01T00:00:00Z&start="
                + start
                + "&tenant="
                + tenant)
        .GET()
        .build();
  }

  private HttpRequest put(String tenant, int n, String value) {
    return gateway
        .request("/etags/key-" + n + "?tenant=" + tenant)
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString(value))
        .build();
  }
}

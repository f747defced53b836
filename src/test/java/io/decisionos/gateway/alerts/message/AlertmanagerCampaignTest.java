package io.decisionos.gateway.alerts.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million hostile alerts, posted to a real Alertmanager, which must be there. */
@Tag("quiet")
final class AlertmanagerCampaignTest {
  private static final int ALERTS = 1_000_000;
  // It keeps them all in memory.
  private static final int A_RUN = 100_000;

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void itTakesEveryOne() throws IOException, InterruptedException {
    assertThat(RealAlertmanager.executable())
        .as("an Alertmanager, named by ALERTMANAGER")
        .isPresent();
    var hostile = new HostileMessages(25);
    int taken = 0;
    while (taken < ALERTS) {
      try (var alertmanager = RealAlertmanager.start(directory)) {
        for (int run = 0; run < A_RUN; ) {
          Message message = hostile.message(500);
          HttpResponse<String> answer = post(alertmanager.url(), message);
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          run += message.entries().size();
          taken += message.entries().size();
        }
      }
    }
    System.out.println("alerts taken by a real Alertmanager: " + taken);
  }

  private HttpResponse<String> post(String url, Message message)
      throws IOException, InterruptedException {
    String body =
        AlertmanagerJson.post(message.entries(), HostileMessages.LINKS, Instant.now()).encode();
    return http.send(
        HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.book.AlertLabels;
import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.message.Links;
import io.decisionos.gateway.alerts.rules.Receiver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to a receiver beside the message. */
final class AlertSenderTest {
  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private ReceiverStub receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new ReceiverStub();
  }

  @AfterEach
  void stop() {
    receiver.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The header fields that a receiver of this kind gets, with names as its server writes them. */
  private Map<String, List<String>> headersOf(Receiver.Target target) throws Exception {
    var labels = AlertLabels.of(Map.of("alertname", "SloBurn", "tenant", "acme"));
    var alert = new Alert(labels, Instant.EPOCH, Optional.empty(), 1, "it burns");
    var dispatch =
        new Dispatch(
            Optional.of("an-id"),
            new Receiver("ops", target),
            Dispatch.Kind.GROUP,
            Map.of(),
            List.of(new Dispatch.Word(alert, true)),
            List.of());
    var sender =
        new AlertSender(
            new HttpPost(vertx),
            name -> Optional.of(receiver.url() + "/" + name),
            Clock.systemUTC());
    assertThat(
            sender
                .send(dispatch, new Links("http://127.0.0.1:8081"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .result())
        .isEqualTo(Dispatch.Outcome.Result.DELIVERED);
    return receiver.got().get(receiver.got().size() - 1).headers();
  }

  @Test
  void aWebhookHasTheIdOfTheMessageWhateverItsFileOfHeadersSays() throws Exception {
    Path file = directory.resolve("headers");
    Files.writeString(file, "X-Key: k\nwebhook-id: always-the-same\n");
    var target = new Receiver.Webhook(URI.create(receiver.url()), Optional.of(file.toString()));
    assertThat(headersOf(target))
        .containsEntry("Webhook-id", List.of("an-id"))
        .containsEntry("X-key", List.of("k"));
  }

  @Test
  void slackAndAnAlertmanagerWouldNotReadItAndHaveNone() throws Exception {
    assertThat(headersOf(new Receiver.Slack(Optional.of("SLACK"), Optional.empty())))
        .doesNotContainKey("Webhook-id");
    assertThat(headersOf(new Receiver.Alertmanager(URI.create(receiver.url()))))
        .doesNotContainKey("Webhook-id");
  }
}

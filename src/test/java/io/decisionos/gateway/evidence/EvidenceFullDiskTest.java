package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, in the middle of handing in and of logging. */
final class EvidenceFullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A file that gets larger fails, as on a disk that is full. */
  private static final String MOST_KIB = "40";

  private static final int LARGE = 100_000;
  private static final int MANY = 200;

  @TempDir Path home;
  private final HttpClient client = HttpClient.newHttpClient();
  private GatewayProcess.Ports ports;
  private Path root;

  private GatewayProcess start() throws IOException {
    var command = new ArrayList<String>();
    command.addAll(List.of("bash", "-c", "ulimit -S -f " + MOST_KIB + "; exec \"$@\"", "bash"));
    command.addAll(GatewayProcess.classes("io.decisionos.gateway.app.Main"));
    return GatewayProcess.start(
        command,
        Map.of(
            "DECISIONOS_DATA", home.resolve("var").toString(),
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_OPS_PORT", "0"));
  }

  private HttpResponse<String> send(int port, String method, String target, byte[] body) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> handIn(String id, byte[] document) {
    return send(ports.http(), "POST", "/evidence?tenant=acme-corp&id=" + id, document);
  }

  private String ready() {
    return send(ports.ops(), "GET", "/readyz", new byte[0]).body();
  }

  /** What was signed, and blanks behind it. */
  private static byte[] large() {
    byte[] document = EvidenceSample.valid("acme-corp", 1);
    byte[] large = Arrays.copyOf(document, LARGE);
    Arrays.fill(large, document.length, LARGE, (byte) ' ');
    return large;
  }

  private List<Path> files(String folder) throws IOException {
    Path below = root.resolve(folder);
    if (!Files.isDirectory(below)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void nothingIsHalfStoredAndAllGoesOnWhenThereIsSpaceAgain() throws IOException {
    root = home.resolve("var/evidence");
    try (GatewayProcess gateway = start()) {
      ports = gateway.awaitReady();
      assertThat(handIn("small", EvidenceSample.valid("acme-corp", 2)).statusCode()).isEqualTo(201);
      HttpResponse<String> refused = handIn("large", large());

      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(507);
      assertThat(refused.body()).contains("\"storage.full\"");
      assertThat(files(".intake")).isEmpty();
      assertThat(files("acme-corp")).hasSize(1);
      assertThat(send(ports.http(), "GET", "/evidence/large?tenant=acme-corp", new byte[0]))
          .returns(404, HttpResponse::statusCode);
      assertThat(handIn("next", EvidenceSample.valid("acme-corp", 3)).statusCode()).isEqualTo(201);
      for (int i = 0; i < MANY; i++) {
        Files.write(
            root.resolve("evidence_" + i + ".json"), EvidenceSample.valid("acme-corp", 100 + i));
      }
      Await.until(PATIENCE, () -> ready().contains("\"logs_stopped\""), this::ready);
      assertThat(
              send(ports.http(), "POST", "/evidence/small/lock?tenant=acme-corp", new byte[0])
                  .body())
          .contains("evidence.log_unavailable");
      gateway.terminate();
      gateway.awaitExit();
    }
    try (var gateway = RunningGateway.start(home)) {
      String leaves = "decisionos/acme-corp\n" + (MANY + 2) + "\n";
      Await.until(
          PATIENCE,
          () -> gateway.get("/evidence/log/acme-corp/checkpoint").body().startsWith(leaves),
          () -> gateway.get("/evidence/log/acme-corp/checkpoint").body());
    }
    String data = home.resolve("var").toString();
    String key =
        CommandLineRun.of("evidence", "log-key", "--tenant", "acme-corp", "--data", data).out();
    CommandLineRun verified =
        CommandLineRun.of("evidence", "verify", "--root", root.toString(), "--key", key.strip());
    assertThat(verified.code()).as(verified.out()).isZero();
  }
}

package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.Shell;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's gateway on a data directory that each released version left. A version gets its own with
 * its release: an entry, a nonce, two lines of events, and a locked document with its log.
 */
final class UpgradeTest {
  @TempDir private Path home;

  static Stream<Path> released() throws IOException {
    try (Stream<Path> kept = Files.list(Path.of("src/test/resources/upgrade"))) {
      return kept.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void whatAnEarlierVersionKeptIsServed(Path archive) throws IOException {
    Path data = Files.createDirectory(home.resolve("var"));
    Shell.run("tar", "-xzf", archive.toString(), "-C", data.toString());
    String began = began(data);
    try (var gateway = RunningGateway.start(home)) {
      String cards = "/cards/reason-summary?bucket=month&at=2026-11-15T00:00:00Z&tenant=acme-corp";
      assertThat(new JsonObject(gateway.get(cards).body()).getInteger("total_items")).isEqualTo(4);

      var document = gateway.get("/evidence/shipped?tenant=acme-corp");
      assertThat(document.statusCode()).as(document.body()).isEqualTo(200);
      assertThat(document.headers().firstValue("X-DecisionOS-Tampered")).contains("false");
      var proof = new JsonObject(gateway.get("/evidence/shipped/proof?tenant=acme-corp").body());
      assertThat(proof.getInteger("tree_size")).isEqualTo(2);

      assertThat(gateway.ops("/ops/events").body()).contains(began);
      assertThat(gateway.ops("/readyz").body()).doesNotContain("failing");
    }
  }

  /** The second in which the earlier version began, by its timeline. */
  private static String began(Path data) throws IOException {
    var first = new JsonObject(Files.readAllLines(data.resolve("timeline.log")).get(0));
    return first.getString("at").substring(0, "2026-12-01T03:16:00".length());
  }
}

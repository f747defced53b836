package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans, holds and runs, as an operator meets them. */
final class EvidenceGcTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FILES = 8;

  @TempDir Path home;
  private RunningGateway gateway;
  private Path root;

  /** Eight documents of acme-corp, which keeps five, four days old and one minute apart. */
  @BeforeEach
  void start() throws IOException {
    root = Files.createDirectories(home.resolve("var/evidence"));
    for (int i = 0; i < FILES; i++) {
      Path file = root.resolve("evidence_" + i + ".json");
      Files.write(file, EvidenceSample.valid("acme-corp", i));
      Instant mtime = Instant.now().minus(Duration.ofDays(4)).plusSeconds(60L * i);
      Files.setLastModifiedTime(file, FileTime.from(mtime));
    }
    Files.write(root.resolve("nobody.json"), EvidenceSample.valid("not-registered", 1));
    gateway = RunningGateway.start(home);
    Await.until(
        PATIENCE,
        () ->
            json(gateway.ops("/ops/evidence")).getJsonObject("summary").getInteger("count")
                == FILES + 1,
        () -> gateway.ops("/ops/evidence").body());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> ops(String method, String target, String body) {
    return gateway.send(
        gateway
            .opsRequest("/ops/evidence/" + target)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }

  private JsonObject plan() {
    return json(ops("POST", "gc/plans", "{}"));
  }

  private HttpResponse<String> run(JsonObject plan) {
    return ops("POST", "gc/plans/" + plan.getString("plan") + "/run", "{}");
  }

  private static List<String> ids(JsonObject json, String member) {
    return json.getJsonArray(member).stream()
        .map(row -> ((JsonObject) row).getString("id"))
        .toList();
  }

  @Test
  void aPlanNamesTheOldestBeyondTheNewestFiveAndChangesNothing() throws IOException {
    // What is found at the start comes into the logs meanwhile.
    Await.until(
        PATIENCE, () -> isLogged("acme-corp", 8) && isLogged("not-registered", 1), this::tree);
    List<String> before = tree();
    JsonObject plan = plan();

    assertThat(ids(plan, "delete")).containsExactly("0", "1", "2");
    assertThat(plan.getJsonObject("kept").getLong("keep_min")).isEqualTo(5);
    assertThat(plan.getJsonObject("kept").getLong("unknown")).isEqualTo(1);
    assertThat(plan.getInteger("count")).isEqualTo(3);
    assertThat(plan.getString("plan")).matches("[0-9a-f]{64}");
    JsonObject first = plan.getJsonArray("delete").getJsonObject(0);
    assertThat(first.getString("rule")).isEqualTo("wip_days");
    assertThat(first.getLong("age_days")).isEqualTo(4);
    assertThat(tree()).isEqualTo(before);
  }

  private List<String> tree() {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isLogged(String tenant, int leaves) {
    Path checkpoint = root.resolve(".log").resolve(tenant).resolve("checkpoint");
    try {
      return Files.exists(checkpoint)
          && Files.readAllLines(checkpoint).get(1).equals(String.valueOf(leaves));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRunLetsGoOfWhatTheMomentStillLetsGoAndOnlyOnce() throws IOException {
    JsonObject plan = plan();
    assertThat(ops("PUT", "acme-corp/0/hold", "{\"reason\": \"case 7\"}").statusCode())
        .isEqualTo(200);
    Files.setLastModifiedTime(root.resolve("evidence_1.json"), FileTime.from(Instant.now()));
    long size = Files.size(root.resolve("evidence_2.json"));
    JsonObject done = json(run(plan));

    assertThat(ids(done, "deleted")).containsExactly("2");
    assertThat(done.getLong("freed_bytes")).isEqualTo(size);
    assertThat(done.getJsonArray("skipped").encode())
        .contains("{\"path\":\"evidence_0.json\",\"why\":\"held\"}")
        .contains("{\"path\":\"evidence_1.json\",\"why\":\"policy\"}");
    assertThat(root.resolve("evidence_2.json")).doesNotExist();
    assertThat(gateway.get("/evidence/2?tenant=acme-corp").statusCode()).isEqualTo(404);
    assertThat(reason(run(plan))).isEqualTo("409 gc.plan_done");
  }

  @Test
  void theCommandLinePlansAndRuns() {
    String url = "http://127.0.0.1:" + gateway.opsPort();
    var plan = CommandLineRun.of("evidence", "plan", "--url", url, "--tenant", "acme-corp");
    String id = plan.out().replaceAll("(?s).*plan ([0-9a-f]{64}).*", "$1");

    assertThat(plan.code()).isZero();
    assertThat(plan.out()).contains("evidence_0.json").contains("3 file(s)");
    assertThat(CommandLineRun.of("evidence", "run", id, "--url", url).out())
        .contains("3 file(s) deleted, 0 left");
    assertThat(CommandLineRun.of("evidence", "run", id, "--url", url).code()).isEqualTo(1);
    assertThat(CommandLineRun.of("evidence", "run", "x", "--url", url).code()).isEqualTo(2);
    assertThat(CommandLineRun.of("evidence", "plan", "--url", url, "--tenant", "A B").code())
        .isEqualTo(2);
    assertThat(CommandLineRun.of("evidence", "plan", "--url", url, "--at", "soon").code())
        .isEqualTo(2);
  }

  private static String reason(HttpResponse<String> answer) {
    return answer.statusCode() + " " + json(answer).getString("reason_code");
  }

  @Test
  void whatChangedOrWentIsLeft() throws IOException {
    JsonObject plan = plan();
    Files.write(root.resolve("evidence_0.json"), EvidenceSample.valid("acme-corp", 99));
    Files.delete(root.resolve("evidence_1.json"));

    assertThat(json(run(plan)).getJsonArray("skipped").encode())
        .contains("{\"path\":\"evidence_0.json\",\"why\":\"changed\"}")
        .contains("{\"path\":\"evidence_1.json\",\"why\":\"gone\"}");
  }

  @Test
  void aPlanThatLooksAheadAndOneThatNobodyMadeAreNotRun() {
    Instant later = Instant.now().plus(Duration.ofDays(400));
    JsonObject ahead = json(ops("POST", "gc/plans", "{\"at\": \"" + later + "\"}"));

    assertThat(ids(ahead, "delete")).hasSize(3);
    assertThat(reason(run(ahead))).isEqualTo("409 gc.not_runnable");
    assertThat(reason(run(new JsonObject().put("plan", "ab".repeat(32)))))
        .isEqualTo("404 gc.plan_unknown");
    assertThat(reason(ops("POST", "gc/plans", "{\"when\": 1}"))).isEqualTo("400 request.invalid");
    assertThat(reason(ops("POST", "gc/plans", "{\"tenant\": null}")))
        .isEqualTo("400 request.invalid");
    assertThat(reason(ops("POST", "gc/plans", "{\"at\": \"soon\"}")))
        .isEqualTo("400 request.invalid");
    // In the query a tenant would count for nothing, and the plan be for all.
    assertThat(reason(ops("POST", "gc/plans?tenant=acme-corp", "{}")))
        .isEqualTo("400 request.invalid");
  }

  @Test
  void aPlanIsRememberedBesideManyLaterOnes() {
    JsonObject first = plan();
    for (int i = 0; i < 20; i++) {
      plan();
    }

    assertThat(run(first).statusCode()).isEqualTo(200);
  }

  @Test
  void aHoldIsKeptOverARestartUntilItIsLifted() throws IOException {
    ops("PUT", "acme-corp/0/hold", "{\"reason\": \"case 7\"}");
    gateway.close();
    gateway = RunningGateway.start(home);

    assertThat(gateway.ops("/ops/evidence/holds").body()).contains("\"case 7\"");
    assertThat(plan().getJsonObject("kept").getLong("held")).isEqualTo(1);
    assertThat(ops("DELETE", "acme-corp/0/hold", "{}").statusCode()).isEqualTo(204);
    assertThat(plan().getJsonObject("kept").getLong("held")).isZero();
    assertThat(reason(ops("PUT", "acme-corp/none/hold", "{\"reason\": \"x\"}")))
        .isEqualTo("404 request.not_found");
  }
}

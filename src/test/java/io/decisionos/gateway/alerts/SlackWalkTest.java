package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody new follows the guide to the first message; a receiver here stands for Slack. */
final class SlackWalkTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|yaml)\\n(.*?)^```$");
  private static final Pattern POST =
      Pattern.compile(
          "curl -s -w '\\\\n' http://127.0.0.1:8081(\\S+) -H 'Content-Type: (\\S+)' -d '(.*)'");
  private static final Pattern ECHO = Pattern.compile("echo '(.*)' > tenants/(\\S+)");

  @TempDir private Path home;

  private static List<String> guide() throws IOException {
    String all = Files.readString(Path.of("docs/alerts.md"));
    String part = all.substring(all.indexOf("## Slack in"), all.indexOf("## The alerts"));
    return BLOCK.matcher(part).results().map(block -> block.group(2)).toList();
  }

  private static MatchResult read(Pattern pattern, String block) {
    var found = pattern.matcher(block);
    assertThat(found.find()).as(block).isTrue();
    return found.toMatchResult();
  }

  @Test
  void theGuideLeadsToAMessageWithinTwoMinutes() throws IOException {
    List<String> guide = guide();
    long began = System.nanoTime();
    assertThat(guide.get(0)).contains("export SLACK_WEBHOOK_URL=https://", "./run.sh");
    try (var slack = new ReceiverStub();
        var gateway =
            RunningGateway.start(home, Map.of("SLACK_WEBHOOK_URL", slack.url() + "/services/x"))) {
      put(gateway.conf().resolve("alerts.yaml"), guide.get(1));
      MatchResult post = read(POST, guide.get(2));
      Await.until(
          TWO_MINUTES,
          () -> tried(gateway, post).getBoolean("sent", false),
          () -> tried(gateway, post));
      assertThat(slack.got().get(0).json().getJsonArray("blocks")).isNotEmpty();

      MatchResult echo = read(ECHO, guide.get(3));
      Files.writeString(gateway.tenants().resolve(echo.group(2)), echo.group(1) + "\n");
      Await.until(
          TWO_MINUTES,
          () -> slack.got().stream().anyMatch(got -> got.body().contains("TenantConfigInvalid")),
          () -> gateway.ops("/ops/alerts").body());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TWO_MINUTES);
      assertThat(guide.get(3)).contains("curl -s -w '\\n' http://127.0.0.1:8081/ops/alerts");
      Await.until(
          TWO_MINUTES,
          () -> gateway.ops("/ops/alerts").body().contains("gives it to team: told at"),
          () -> gateway.ops("/ops/alerts").body());
      assertThat(guide.get(4)).isEqualTo("rm tenants/" + echo.group(2) + "\n");
    }
  }

  private static void put(Path file, String block) throws IOException {
    String shipped = Files.readString(file);
    assertThat(shipped).contains("\nreceivers: []\n");
    Files.writeString(file, shipped.replace("\nreceivers: []\n", "\n" + block));
  }

  private static JsonObject tried(RunningGateway gateway, MatchResult post) {
    var answer =
        gateway.send(
            gateway
                .opsRequest(post.group(1))
                .header("Content-Type", post.group(2))
                .POST(HttpRequest.BodyPublishers.ofString(post.group(3)))
                .build());
    return new JsonObject(answer.body());
  }
}

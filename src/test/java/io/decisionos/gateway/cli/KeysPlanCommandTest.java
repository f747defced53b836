package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rotation by the commands of docs/keys.md, against a running gateway. */
final class KeysPlanCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;

  private static String entry(String kid, String state) {
    return "      - {kid: %s, algorithm: EdDSA, state: %s, material: {file: %s.pem}}\n"
        .formatted(kid, state, kid);
  }

  private static CommandLineRun plan(RunningGateway gateway, String... more) {
    String[] words = {"keys", "plan", "--url", "http://127.0.0.1:" + gateway.opsPort()};
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandLineRun.of(all);
  }

  private static void awaitStep(RunningGateway gateway, String line) {
    Await.until(
        PATIENCE,
        () -> plan(gateway).out().contains(line),
        () -> plan(gateway).out() + plan(gateway).err());
  }

  private void generate(Path conf, String kid) throws IOException {
    CommandLineRun made =
        CommandLineRun.of(
            "keys", "generate", "--algorithm", "EdDSA", "--kid", kid, "--out", conf.toString());
    assertThat(made.code()).as(made.err()).isZero();
    Files.move(
        conf.resolve(kid + ".private.pem"),
        Files.createDirectories(home.resolve("issuer")).resolve(kid));
  }

  @Test
  void aRotationGoesFromStepToStep() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      assertThat(plan(gateway).out()).contains("there are no keysets");
      Path conf = gateway.conf();
      generate(conf, "2026-11");
      SigningKey.list(conf, entry("2026-11", "active"));
      awaitStep(gateway, "callers: nothing");

      generate(conf, "2026-12");
      SigningKey.list(conf, entry("2026-11", "active"), entry("2026-12", "pending"));
      awaitStep(gateway, "callers: promote 2026-12\n  why   every gateway knows it (1)\n");
      CommandLineRun due = plan(gateway, "--keyset", "callers");
      assertThat(due.code()).isZero();
      assertThat(due.out())
          .contains(
              "edit  conf/keysets.yaml, keyset callers, kid 2026-12: state: pending -> state:");

      String since = "active, not_before: 2026-01-01T00:00:00Z";
      SigningKey.list(conf, entry("2026-11", "active"), entry("2026-12", since));
      awaitStep(gateway, "callers: grace 2026-11\n");
      SigningKey.list(conf, entry("2026-11", "grace"), entry("2026-12", since));
      awaitStep(gateway, "callers: wait 2026-11\n  why   unused since ");
      assertThat(CommandLineRun.of("keys", "check", conf.toString()).code()).isZero();
    }
  }

  @Test
  void whoCannotBeAskedAndWhatIsNotThereIsTold() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      CommandLineRun other = plan(gateway, "--keyset", "nobody's");
      assertThat(other.code()).isEqualTo(2);
      assertThat(other.err()).contains("--keyset: found \"nobody's\"");
    }
    CommandLineRun away = CommandLineRun.of("keys", "plan", "--url", "http://127.0.0.1:1");
    assertThat(away.code()).isEqualTo(2);
    assertThat(away.err()).contains("keys plan: no gateway answers at http://127.0.0.1:1");
  }
}

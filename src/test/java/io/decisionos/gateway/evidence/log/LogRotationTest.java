package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.merkle.Note;
import io.decisionos.gateway.evidence.merkle.NoteKey;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyGenerator;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys that sign checkpoints change while a gateway runs in whose logs nothing happens. */
final class LogRotationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path home;

  @BeforeEach
  void one() throws IOException {
    Files.createDirectories(home.resolve("conf"));
    key("one");
    keyset("one: active");
  }

  private void key(String kid) throws IOException {
    String name = kid + ".private.pem";
    String pem = KeyGenerator.make(kid, Algorithm.ED25519).get(name);
    Files.writeString(home.resolve("conf").resolve(name), pem);
  }

  private void keyset(String... states) throws IOException {
    var yaml = new StringBuilder("keysets:\n- name: log\n  purpose: evidence\n  keys:\n");
    for (String each : states) {
      String kid = each.substring(0, each.indexOf(':'));
      yaml.append("  - {kid: %s, algorithm: ed25519, state%s,".formatted(kid, each.substring(3)))
          .append(" material: {file: %s.private.pem}}\n".formatted(kid));
    }
    Files.writeString(home.resolve("conf/keysets.yaml"), yaml);
  }

  @Test
  void whatIsThereIsSignedByThoseWhoSignNow() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      handIn(gateway);
      awaitSignedBy(gateway, 1);
      key("two");
      keyset("one: grace", "two: active");
      awaitSignedBy(gateway, 2);
      keyset("one: retired", "two: active");
      awaitSignedBy(gateway, 1);
      String key = log("log-key").get(0);
      String root = home.resolve("var/evidence").toString();
      CommandLineRun verified =
          CommandLineRun.of("evidence", "verify", "--root", root, "--key", key);
      assertThat(verified.code()).as(verified.out()).isZero();
    }
    try (var again = RunningGateway.start(home)) {
      awaitSignedBy(again, 1);
    }
  }

  @Test
  void whatIsThereIsSignedByThoseWhoSignAtTheNextStart() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      handIn(gateway);
      awaitSignedBy(gateway, 1);
    }
    key("two");
    keyset("one: retired", "two: active");
    try (var again = RunningGateway.start(home)) {
      awaitSignedBy(again, 1);
    }
  }

  @Test
  void ofSeveralActiveKeysTheNewestSigns() throws IOException {
    key("two");
    keyset(
        "one: active, not_before: 2020-01-01T00:00:00Z",
        "two: active, not_before: 2021-01-01T00:00:00Z");
    try (var gateway = RunningGateway.start(home)) {
      handIn(gateway);
      awaitSignedBy(gateway, 1);
      List<String> newest = log("log-key");
      keyset("one: retired", "two: active");
      assertThat(log("log-key")).isEqualTo(newest);
    }
  }

  private static void handIn(RunningGateway gateway) {
    var taken =
        gateway.send(
            gateway
                .request("/evidence?tenant=acme-corp")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(EvidenceSample.valid("acme-corp", 1)))
                .build());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
  }

  /** By so many keys, all that the command line names and nobody else. */
  private void awaitSignedBy(RunningGateway gateway, int keys) {
    List<NoteKey> wanted =
        log("log-key").stream().map(line -> NoteKey.parse(line).orElseThrow()).toList();
    assertThat(wanted).hasSize(keys);
    String target = "/evidence/log/acme-corp/checkpoint";
    Await.until(
        PATIENCE,
        () -> isSigned(gateway.get(target).body(), wanted),
        () -> gateway.get(target).body());
  }

  private static boolean isSigned(String text, List<NoteKey> keys) {
    Note note = Note.parse(text).orElseThrow();
    return text.contains("\n1\n") && note.isSignedByAll(keys);
  }

  private List<String> log(String command) {
    String data = home.resolve("var").toString();
    String conf = home.resolve("conf").toString();
    return CommandLineRun.of(
            "evidence", command, "--tenant", "acme-corp", "--data", data, "--conf", conf)
        .out()
        .lines()
        .toList();
  }
}

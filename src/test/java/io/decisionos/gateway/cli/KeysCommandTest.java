package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.Secrets;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code keys} does to files. */
final class KeysCommandTest {
  private static final String OLD =
      """
      keys:
        - {kid: 2026-10, algorithm: EdDSA, state: grace, file: a.pem}
        - {kid: 'odd"\\kid', algorithm: HS256, state: active, file: b.jwk}
        - {kid: gone, algorithm: RS256, state: retired}
      """;

  @TempDir private Path home;

  private CommandLineRun generate(String algorithm, String kid) {
    return CommandLineRun.of(
        "keys", "generate", "--algorithm", algorithm, "--kid", kid, "--out", home.toString());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EdDSA", "ES256", "RS256", "HS256", "ed25519", "hmac-sha256"})
  void aNewKeyIsForItsOwnerAloneAndTakesNoPlace(String algorithm) throws IOException {
    CommandLineRun made = generate(algorithm, "2026-11");
    boolean secret = algorithm.startsWith("HS") || algorithm.startsWith("hmac");

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(files())
        .isEqualTo(secret ? List.of("2026-11.jwk") : List.of("2026-11.pem", "2026-11.private.pem"));
    for (String name : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name))))
          .isEqualTo("rw-------");
      hide(name);
    }
    List<String> before = files();
    CommandLineRun again = generate(algorithm, "2026-11");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("found a file of this name, expected none");
    assertThat(files()).isEqualTo(before);
  }

  private void hide(String name) throws IOException {
    if (name.endsWith(".private.pem")) {
      Secrets.privateKey(Files.readString(home.resolve(name)));
    }
  }

  @Test
  void halfAPairIsNoPair() throws IOException {
    Files.writeString(home.resolve("k.private.pem"), "mine");

    assertThat(generate("ES256", "k").code()).isEqualTo(2);
    assertThat(files()).containsExactly("k.private.pem");
    assertThat(home.resolve("k.private.pem")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../k", "a/b", "", ".k", "a b", "k.yaml"})
  void aKidThatNoFileCanHaveIsRefused(String kid) throws IOException {
    assertThat(generate("EdDSA", kid).code()).isEqualTo(2);
    assertThat(files()).isEmpty();
  }

  @Test
  void anAlgorithmThatThereIsNotIsRefusedWithThoseThatThereAre() {
    CommandLineRun run = generate("none", "k");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("found \"none\"", "hmac-sha256");
  }

  private CommandLineRun migrate() {
    return CommandLineRun.of("keys", "migrate", home.toString());
  }

  @Test
  void theOldListBecomesOneKeysetAndIsKept() throws IOException {
    Files.writeString(home.resolve("keys.yaml"), OLD);

    assertThat(migrate().code()).isZero();

    assertThat(files()).containsExactly("keys.yaml.migrated", "keysets.yaml");
    assertThat(home.resolve("keys.yaml.migrated")).hasContent(OLD);
    assertThat(Files.readString(home.resolve("keysets.yaml")))
        .contains("  - name: callers\n    purpose: tokens\n    keys:\n")
        .contains("{kid: \"2026-10\", algorithm: EdDSA, state: grace, material: {file: \"a.pem\"}}")
        .contains("{kid: \"odd\\\"\\\\kid\", algorithm: HS256")
        .contains("{kid: \"gone\", algorithm: RS256, state: retired}");
    assertThat(migrate().out()).contains("nothing to migrate");
  }

  @Test
  void whoCouldReadTheOldListCanReadTheKeysets() throws IOException {
    Path old = Files.writeString(home.resolve("keys.yaml"), OLD);
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
    // As it is in an installation whose gateway has a user of its own.
    Shell.run("sh", "-c", "[ $(id -u) -ne 0 ] || chown 65534:65534 " + old);

    assertThat(migrate().code()).isZero();

    String rights = "posix:owner,group,permissions";
    assertThat(Files.readAttributes(home.resolve("keysets.yaml"), rights))
        .isEqualTo(Files.readAttributes(home.resolve("keys.yaml.migrated"), rights));
  }

  @Test
  void keysetsThatAreThereAreNotTouched() throws IOException {
    Files.writeString(home.resolve("keys.yaml"), OLD);
    Files.writeString(home.resolve("keysets.yaml"), "keysets: [] # mine\n");

    CommandLineRun run = migrate();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("keysets.yaml: found a file of this name");
    assertThat(home.resolve("keysets.yaml")).hasContent("keysets: [] # mine\n");
    assertThat(home.resolve("keys.yaml")).hasContent(OLD);
  }

  @Test
  void aBrokenOldListIsToldAndKept() throws IOException {
    Files.writeString(home.resolve("keys.yaml"), "keys:\n  - {kid: a, algorithm: none}\n");

    CommandLineRun run = migrate();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("keys.yaml:2: keys[0].");
    assertThat(files()).containsExactly("keys.yaml");
  }

  private CommandLineRun check(String text) throws IOException {
    Files.writeString(home.resolve("keysets.yaml"), text);
    return CommandLineRun.of("keys", "check", home.toString());
  }

  @Test
  void aCheckTellsWellFromDueAndInvalid() throws IOException {
    assertThat(generate("EdDSA", "k").code()).isZero();
    hide("k.private.pem");
    String well =
        """
        keysets:
          - name: callers
            purpose: tokens
            keys:
              - {kid: k, algorithm: EdDSA, state: active, material: {file: k.pem}}
        """;
    String soon = Instant.now().plus(Duration.ofDays(5)).toString();

    assertThat(check(well).code()).isZero();
    CommandLineRun due = check(well.replace("active,", "active, not_after: " + soon + ","));
    assertThat(due.code()).isEqualTo(1);
    assertThat(due.out()).contains("key.expiry_soon: callers/k ends in 4 days");
    CommandLineRun invalid = check(well.replace("k.pem", "gone.pem"));
    assertThat(invalid.code()).isEqualTo(2);
    assertThat(invalid.err()).contains("keysets.yaml:5: ", "gone.pem, which is not there");
    CommandLineRun remote = check(well.replace("file: k.pem", "ssm: /k"));
    assertThat(remote.code()).isZero();
    assertThat(remote.out()).contains("well; 1 from ssm or kms, not read here");
    Files.writeString(home.resolve("gateway.yaml"), "keys:\n  sources: [ssm, kms]\n");
    CommandLineRun elsewhere = check(well);
    assertThat(elsewhere.code()).isEqualTo(2);
    assertThat(elsewhere.err())
        .contains("keysets.yaml:5: ", "found file, expected one of keys.sources: kms, ssm");
    assertThat(check(well.replace("file: k.pem", "ssm: /k")).code()).isZero();
    CommandLineRun unsealed = check(well.replace("file: k.pem", "kms: k.sealed"));
    assertThat(unsealed.code()).isEqualTo(2);
    assertThat(unsealed.err()).contains("keysets.yaml:5: ", "k.sealed, which is not there");
  }

  @Test
  void whatEndsAStartIsInvalidToACheck() throws Exception {
    assertThat(check("keysets: []\n").code()).isZero();
    Files.writeString(home.resolve("keys.yaml"), OLD);
    CommandLineRun old = check("keysets: []\n");
    assertThat(old.code()).isEqualTo(2);
    assertThat(old.err()).contains("keys.yaml: found a list of keys", "keys migrate");

    Files.delete(home.resolve("keys.yaml"));
    check(
        "keysets:\n  - {name: a, purpose: tokens, keys: [{kid: k, algorithm: EdDSA,"
            + " state: active, material: {ssm: /k}}]}\n");
    Files.writeString(home.resolve("gateway.yaml"), "keys:\n  sources: [ssm]\n");
    var command =
        GatewayProcess.classes("io.decisionos.gateway.app.Main", "keys", "check", home.toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("DECISIONOS_KEYS_SOURCES", "file, kms");
    Process checked = process.start();
    String said = new String(checked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(checked.waitFor()).as(said).isEqualTo(2);
    assertThat(said).contains("found ssm, expected one of keys.sources: file, kms");
  }

  @Test
  void aFileThatAGatewayDoesNotReadIsInvalidToACheck() throws IOException {
    String longer = "# more than a gateway reads\n".repeat(10_000);
    CommandLineRun list = check("keysets: []\n" + longer);
    assertThat(list.code()).isEqualTo(2);
    assertThat(list.err()).contains("keysets.yaml: found ", "bytes, expected at most 262144 bytes");

    assertThat(generate("EdDSA", "k").code()).isZero();
    hide("k.private.pem");
    Path pem = home.resolve("k.pem");
    Files.writeString(pem, longer + Files.readString(pem));
    CommandLineRun key =
        check(
            "keysets:\n  - {name: a, purpose: tokens, keys: [{kid: k, algorithm: EdDSA,"
                + " state: active, material: {file: k.pem}}]}\n");
    assertThat(key.code()).isEqualTo(2);
    assertThat(key.err()).contains("k.pem, which holds another thing");
  }

  @Test
  void aScopeThatThereIsNotIsInvalidToACheckAsToAGateway() throws IOException {
    CommandLineRun run =
        check("keysets:\n  - {name: a, purpose: requests, scopes: \"ops:reed\", keys: []}\n");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("keysets[0].scopes: found \"ops:reed\", expected some of: ");
  }
}

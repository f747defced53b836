package io.decisionos.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./run.sh package} writes beside what it makes. */
final class SealTest {
  private static final byte[] BYTES = "shipped".repeat(10_000).getBytes(StandardCharsets.UTF_8);
  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void ship() throws IOException {
    file = Files.write(home.resolve("shipped.tar"), BYTES);
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private record Ended(int exit, String said) {}

  private static Ended seal(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.add("src/build/Seal.java");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private Path pem(KeyPair key) throws IOException {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return Files.writeString(
        home.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + encoder.encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void theChecksumIsThatOfTheFileAndSignedByTheKeyThatIsGiven()
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    assertThat(seal(pem(key).toString(), file.toString())).isEqualTo(new Ended(0, ""));

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(BYTES);
    assertThat(beside(".sha256")).hasContent(HexFormat.of().formatHex(digest) + "  shipped.tar\n");
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(key.getPublic());
    signature.update(Files.readAllBytes(beside(".sha256")));
    assertThat(signature.verify(Files.readAllBytes(beside(".sha256.sig")))).isTrue();

    assertThat(seal("", file.toString())).isEqualTo(new Ended(0, ""));

    assertThat(beside(".sha256")).exists();
    assertThat(beside(".sha256.sig")).as("what nobody signed this time").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "X25519", "none"})
  void aKeyThatCannotSignIsToldOnOneLineBeforeAnythingIsWritten(String algorithm)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path key =
        algorithm.equals("none")
            ? home.resolve("none.pem")
            : pem(KeyPairGenerator.getInstance(algorithm).generateKeyPair());

    Ended ended = seal(key.toString(), file.toString());

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.said())
        .startsWith("run.sh: " + key + ": found no key (")
        .endsWith("expected an Ed25519 one in PEM, PKCS #8\n")
        .hasLineCount(1);
    assertThat(beside(".sha256")).doesNotExist();
  }
}

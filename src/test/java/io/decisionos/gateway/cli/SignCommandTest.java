package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sign} signs with, and what it says if it cannot. */
final class SignCommandTest {
  private static final String URL = "http://127.0.0.1:8080/slo?tenant=acme-corp";

  @TempDir private Path home;

  private CommandLineRun sign(String url, String... more) {
    var words = new ArrayList<>(List.of("sign", "--conf", home.toString(), "--keyset", "partners"));
    words.addAll(List.of("--kid", "p"));
    words.addAll(List.of(more));
    words.addAll(List.of("GET", url));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  @Test
  void aPartnerSignsWithTheFileAloneWhicheverKindItIs() throws IOException {
    SigningKey secret = SigningKey.make("p", Algorithm.HMAC_SHA256);
    SigningKey pair = SigningKey.make("p", Algorithm.ED25519);
    for (String text : List.of(secret.jwk().encode(), pair.privatePem())) {
      Path key = Files.writeString(home.resolve("key"), text);
      CommandLineRun run = sign(URL, "--key", key.toString());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("Signature-Input: decisionos=(\"@method\" \"@path\" \"@query\");created=")
          .contains("keyid=\"p\"", "\nSignature: decisionos=:");
    }
  }

  @Test
  void severalFieldsMayFollowOneHeaderOrEachItsOwn() throws IOException {
    SigningKey secret = SigningKey.make("p", Algorithm.HMAC_SHA256);
    Path key = Files.writeString(home.resolve("key"), secret.jwk().encode());
    var words = new ArrayList<>(List.of("sign", "--keyset", "partners", "--kid", "p"));
    words.addAll(List.of("--key", key.toString(), "PUT", URL, "--header"));
    List<String> one = List.of("Content-Type: application/json", "If-Match: *");
    List<String> each = List.of("Content-Type: application/json", "--header", "If-Match: *");
    for (List<String> fields : List.of(one, each)) {
      CommandLineRun run =
          CommandLineRun.of(Stream.concat(words.stream(), fields.stream()).toArray(String[]::new));
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("\"@query\" \"content-type\" \"if-match\");created=");
    }
    words.addAll(List.of("If-Match: *", "stray"));
    CommandLineRun stray = CommandLineRun.of(words.toArray(String[]::new));
    assertThat(stray.code()).isEqualTo(2);
    assertThat(stray.err()).contains("--header: found \"stray\", expected 'Name: value'");
  }

  @Test
  void whatCannotSignIsTold() throws IOException {
    SigningKey pair = SigningKey.make("p", Algorithm.ED25519);
    Path key = Files.writeString(home.resolve("key"), pair.pem());
    CommandLineRun halfOfIt = sign(URL, "--key", key.toString());
    assertThat(halfOfIt.code()).isEqualTo(2);
    assertThat(halfOfIt.err()).contains("private Ed25519 key", "JWK of the kind oct");

    CommandLineRun unlisted = sign(URL);
    assertThat(unlisted.code()).isEqualTo(2);
    assertThat(unlisted.err())
        .contains("keysets.yaml: found no key p in a keyset partners", "--key");
    assertThat(sign(URL, "--key", home.resolve("gone").toString()).code()).isEqualTo(2);

    Files.writeString(
        home.resolve("keysets.yaml"),
        "keysets: [{name: partners, purpose: requests, keys: [{kid: p, algorithm: ed25519, state:"
            + " retired}]}]");
    CommandLineRun retired = sign(URL);
    assertThat(retired.code()).isEqualTo(2);
    assertThat(retired.err()).contains("the key p of partners is retired and has no material here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080/slo", "/slo", "ftp://a/slo", "http://", "http://a/{b}"})
  void whatIsNoAddressIsToldInOneLine(String url) {
    CommandLineRun run = sign(url, "--key", "any");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("URL: found \"" + url + "\", expected http://HOST:PORT/PATH");
    assertThat(run.err()).doesNotContain("\tat ");
  }
}

package io.decisionos.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found on one connection, whatever was found on it before. */
final class SignatureFinderTest {
  private final SignatureFinder finder = new SignatureFinder();

  private static SignedMessage saying(String... input) {
    return new Rfc9421Test.Message(
        "GET",
        "/",
        "",
        Map.of(SignatureInput.FIELD, List.of(input), "Signature", List.of("a=:AA==:")));
  }

  /** A signature that says all it must, by a key. */
  private static String by(String keyid) {
    return "a=(\"@method\" \"@path\" \"@query\");created=1;keyid=\"%s\";tag=\"decisionos\""
        .formatted(keyid);
  }

  private Optional<String> signer(String... input) {
    return finder.find(saying(input)).map(SignatureRules::keyid);
  }

  @Test
  void whatIsSaidAnewIsFoundAnew() {
    assertThat(signer(by("one"))).contains("one");
    assertThat(signer(by("one"))).contains("one");
    assertThat(signer(by("two"))).contains("two");
    assertThat(signer("b=()", by("one"))).contains("one");
    assertThat(signer("b=();tag=\"other\"")).isEmpty();
    assertThat(signer("")).isEmpty();
    assertThat(signer(by("one"))).contains("one");
  }

  @Test
  void whatIsMisspeltIsRefusedWhateverCameBefore() {
    String good = by("one");
    for (String bad :
        List.of(
            good + ", " + good,
            good + ", b=();tag=\"decisionos\"",
            good + ",",
            good.replace("created=1;", ""))) {
      for (int again = 0; again < 2; again++) {
        assertThat(signer(good)).contains("one");
        assertThatThrownBy(() -> signer(bad)).isInstanceOf(SignatureRefusedException.class);
      }
    }
  }

  @Test
  void theSignatureIsThatOfTheMessageAndNotOfTheOneBefore() {
    String input = by("one");
    SignatureRules said = finder.find(saying(input)).orElseThrow();
    var other =
        new Rfc9421Test.Message(
            "GET",
            "/",
            "",
            Map.of(SignatureInput.FIELD, List.of(input), "Signature", List.of("a=:AQ==:")));

    assertThat(finder.find(other)).contains(said);
    assertThat(finder.signature(said, other)).containsExactly(1);
    assertThat(finder.signature(said, saying(input))).containsExactly(0);
  }
}

package io.decisionos.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
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

  private List<String> covered(String... input) {
    return finder.find(saying(input)).map(SignatureInput::components).orElse(List.of());
  }

  @Test
  void whatIsSaidAnewIsFoundAnew() {
    String first = "a=(\"@method\");tag=\"decisionos\"";
    String second = "a=(\"@path\");tag=\"decisionos\"";

    assertThat(covered(first)).containsExactly("@method");
    assertThat(covered(first)).containsExactly("@method");
    assertThat(covered(second)).containsExactly("@path");
    assertThat(covered("b=()", first)).containsExactly("@method");
    assertThat(covered("b=();tag=\"other\"")).isEmpty();
    assertThat(covered("")).isEmpty();
    assertThat(covered(first)).containsExactly("@method");
  }

  @Test
  void whatIsMisspeltIsRefusedWhateverCameBefore() {
    String good = "a=(\"@method\");tag=\"decisionos\"";
    for (String bad : List.of(good + ", " + good, good + ", b=();tag=\"decisionos\"", good + ",")) {
      for (int again = 0; again < 2; again++) {
        assertThat(covered(good)).containsExactly("@method");
        assertThatThrownBy(() -> covered(bad)).isInstanceOf(SignatureRefusedException.class);
      }
    }
  }

  @Test
  void theSignatureIsThatOfTheMessageAndNotOfTheOneBefore() {
    String input = "a=(\"@method\");tag=\"decisionos\"";
    SignatureInput said = finder.find(saying(input)).orElseThrow();
    var other =
        new Rfc9421Test.Message(
            "GET",
            "/",
            "",
            Map.of(SignatureInput.FIELD, List.of(input), "Signature", List.of("a=:AQ==:")));

    assertThat(finder.find(other)).contains(said);
    assertThat(said.signature(other)).containsExactly(1);
    assertThat(said.signature(saying(input))).containsExactly(0);
  }
}

package io.decisionos.gateway.signature;

import java.util.List;
import java.util.Optional;

/**
 * Finds the one signature with our tag in messages of one connection. Remembers what was said of
 * the last one: without a nonce that changes with its time alone, so that whoever reads much says
 * the same for a second. Of what other connections say nothing is remembered here, as the time that
 * it takes would tell whether somebody had said it. Confined to one event loop.
 */
public final class SignatureFinder {
  private static final int MOST_CHARACTERS = 512;

  private String field = "";
  private Optional<SignatureRules> said = Optional.empty();

  /**
   * What is said of the signature; empty if there is none.
   *
   * @throws SignatureRefusedException if it is misspelt, there are several, or it does not say what
   *     every signature must
   */
  public Optional<SignatureRules> find(SignedMessage message) {
    List<String> values = message.fields(SignatureInput.FIELD);
    return values.isEmpty() ? Optional.empty() : read(SfDictionary.joined(values));
  }

  private Optional<SignatureRules> read(String sent) {
    if (sent.equals(field)) {
      return said;
    }
    Optional<SignatureRules> read = SignatureInput.read(sent).map(SignatureRules::of);
    if (sent.length() <= MOST_CHARACTERS) {
      field = sent;
      said = read;
    }
    return read;
  }
}

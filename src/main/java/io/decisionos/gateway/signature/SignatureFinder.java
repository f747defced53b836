package io.decisionos.gateway.signature;

import java.util.List;
import java.util.Optional;

/**
 * Finds the one signature with our tag in messages of one connection. Remembers what was said of
 * the last one and its bytes: without a nonce they change with its time and its request alone, so
 * that whoever reads much says the same for a second. Of what other connections say nothing is
 * remembered here, as the time that it takes would tell whether somebody had said it. Confined to
 * one event loop.
 */
public final class SignatureFinder {
  private static final int MOST_CHARACTERS = 512;

  private String field = "";
  private Optional<SignatureRules> said = Optional.empty();
  private Optional<Spelled> last = Optional.empty();

  /** The bytes of a signature, and how they came. */
  private static final class Spelled {
    private final SignatureRules rules;
    private final String text;
    private final byte[] bytes;

    Spelled(SignatureRules rules, String text, byte[] bytes) {
      this.rules = rules;
      this.text = text;
      this.bytes = bytes;
    }
  }

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

  /**
   * The bytes of a signature that was found; not to be written to.
   *
   * @throws SignatureRefusedException if the message does not have it
   */
  public byte[] signature(SignatureRules rules, SignedMessage message) {
    String sent = SfDictionary.joined(message.fields("Signature"));
    if (last.isPresent() && last.get().text.equals(sent) && last.get().rules.equals(rules)) {
      return last.get().bytes;
    }
    byte[] bytes = rules.input().signature(sent);
    if (sent.length() <= MOST_CHARACTERS && said.filter(rules::equals).isPresent()) {
      last = Optional.of(new Spelled(rules, sent, bytes));
    }
    return bytes;
  }
}

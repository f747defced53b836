package io.decisionos.gateway.keys;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as PEM, one to a text. Pure. */
final class Pem {
  // RFC 7468 has text around a key: comments, or the Bag Attributes that openssl writes.
  private static final Pattern FORM =
      Pattern.compile(
          "(?m)^[ \\t]*-----BEGIN (PUBLIC|PRIVATE) KEY-----([A-Za-z0-9+/=\\s]+)"
              + "-----END \\1 KEY-----");
  private static final String BEGINS = "-----BEGIN ";
  private static final int COLUMNS = 64;
  private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'});

  private Pem() {}

  /** What a key is. */
  enum Kind {
    PUBLIC,
    PRIVATE
  }

  /** Whether a text is meant as PEM; what begins with a brace is a JWK. */
  static boolean isPem(String text) {
    return !text.stripLeading().startsWith("{");
  }

  /** The DER of a text that holds one key of the kind and nothing else. */
  static Optional<byte[]> decode(String text, Kind kind) {
    Matcher pem = FORM.matcher(text);
    // Of two keys in a text neither is meant more than the other, and a private one is none to
    // take.
    boolean one = text.indexOf(BEGINS) == text.lastIndexOf(BEGINS);
    if (!one || !pem.find() || !pem.group(1).equals(kind.name())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getMimeDecoder().decode(pem.group(2)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The base64 of a text of ours. */
  static String body(String text) {
    Matcher pem = FORM.matcher(text);
    return pem.find() ? pem.group(2) : "";
  }

  /** In the one spelling that every reader of PEM takes. */
  static String encode(byte[] der, Kind kind) {
    String name = kind.name() + " KEY-----\n";
    return "-----BEGIN " + name + ENCODER.encodeToString(der) + "\n-----END " + name;
  }
}

package io.decisionos.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.text.Base64Url;
import io.decisionos.gateway.text.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A token taken apart, before anything in it is believed. What it says is read on demand only: a
 * made-up key is refused before. Immutable.
 *
 * @param kid the key that it names
 * @param algorithm what its header claims
 * @param payload its second part, as it was sent
 * @param signatureBytes how long its signature is
 */
record TokenForm(String kid, String algorithm, String payload, int signatureBytes) {
  /** Longer ones are refused unseen. */
  static final int MOST_CHARACTERS = 8192;

  private static final int PARTS = 3;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
  private static final List<String> OWN_KEYS = List.of("jwk", "jku", "x5c", "x5u");

  /**
   * Takes a token apart.
   *
   * @throws TokenRefusedException if it has another form
   */
  static TokenForm parse(String token) {
    if (token.length() > MOST_CHARACTERS) {
      throw new TokenRefusedException(TokenFault.TOO_LONG);
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS || List.of(parts).contains("")) {
      throw new TokenRefusedException(TokenFault.FORM);
    }
    ObjectNode header = object(parts[0], TokenFault.HEADER);
    int signatureBytes = bytes(parts[2]).length;
    refuseExtensions(header);
    JsonNode kid = header.path("kid");
    if (!kid.isTextual() || kid.textValue().isEmpty()) {
      throw new TokenRefusedException(TokenFault.KEY_MISSING);
    }
    return new TokenForm(kid.textValue(), header.path("alg").asText(""), parts[1], signatureBytes);
  }

  /**
   * What the token says.
   *
   * @throws TokenRefusedException if one of its claims is missing or of another form
   */
  Claims claims() {
    return Claims.of(object(payload, TokenFault.CLAIMS));
  }

  private static void refuseExtensions(ObjectNode header) {
    if (header.has("crit")) {
      throw new TokenRefusedException(TokenFault.CRITICAL);
    }
    for (String name : OWN_KEYS) {
      if (header.has(name)) {
        throw new TokenRefusedException(TokenFault.OWN_KEY);
      }
    }
    JsonNode type = header.path("typ");
    boolean known =
        type.isMissingNode()
            || (type.isTextual() && TYPES.contains(type.textValue().toLowerCase(Locale.ROOT)));
    if (!known) {
      throw new TokenRefusedException(TokenFault.TYPE);
    }
  }

  private static ObjectNode object(String part, TokenFault fault) {
    return StrictJson.SHALLOW
        .object(bytes(part))
        .orElseThrow(() -> new TokenRefusedException(fault));
  }

  private static byte[] bytes(String part) {
    return Base64Url.decode(part).orElseThrow(() -> new TokenRefusedException(TokenFault.FORM));
  }
}

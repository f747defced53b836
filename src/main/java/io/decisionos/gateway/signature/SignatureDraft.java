package io.decisionos.gateway.signature;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A signature that is about to be made, as our rules want it. Immutable.
 *
 * @param components what it covers
 * @param parameters what it says
 */
public record SignatureDraft(List<String> components, Map<String, SfValue> parameters) {
  public SignatureDraft {
    components = List.copyOf(components);
    parameters = new LinkedHashMap<>(parameters);
  }

  /**
   * The draft for a request.
   *
   * @param nonce left out if the method needs none
   */
  public static SignatureDraft of(SignedMessage message, String keyid, long created, String nonce) {
    var components = new ArrayList<>(SignatureRules.ALWAYS);
    SignatureRules.WHERE_SENT.stream().filter(message::has).forEach(components::add);
    if (message.hasBody()) {
      components.add(ContentDigest.FIELD);
    }
    Map<String, SfValue> parameters = new LinkedHashMap<>();
    parameters.put("created", SfValue.integer(created));
    parameters.put("keyid", SfValue.string(keyid));
    if (SignatureRules.needsNonce(message.method())) {
      parameters.put("nonce", SfValue.string(nonce));
    }
    parameters.put("tag", SfValue.string(SignatureInput.TAG));
    return new SignatureDraft(components, parameters);
  }

  private String spelled() {
    return SignatureInput.of(SignatureInput.TAG, components, parameters).spelled();
  }

  /** The bytes to sign. */
  public byte[] base(SignedMessage message) {
    return SignatureBase.of(components, spelled(), message);
  }

  /** The value of {@code Signature-Input}. */
  public String input() {
    return SignatureInput.TAG + "=" + spelled();
  }

  /** The value of {@code Signature}. */
  public static String signature(byte[] signature) {
    String text = Base64.getEncoder().encodeToString(signature);
    return SignatureInput.TAG + "=:" + text + ":";
  }
}

package io.decisionos.gateway.signature;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One signature: what it covers, what is said of it, and its bytes. Immutable.
 *
 * @param components the names of what it covers, in order
 * @param parameters what is said of it, in order
 * @param signature its bytes, in base64
 */
public record SignatureInput(
    List<String> components, Map<String, SfValue> parameters, String signature) {
  /** The tag of the signatures that concern us. */
  public static final String TAG = "decisionos";

  private static final String FIELD = "Signature-Input";

  public SignatureInput {
    components = List.copyOf(components);
    parameters = Collections.unmodifiableMap(parameters);
  }

  /** Whether a request has any of these; costs no more than a look at its fields. */
  public static boolean isSent(SignedMessage message) {
    return message.has(FIELD);
  }

  /**
   * The one signature with our tag; empty if there is none.
   *
   * @throws SignatureRefusedException where the fields are misspelt, or there are several
   */
  public static Optional<SignatureInput> find(SignedMessage message) {
    if (!isSent(message)) {
      return Optional.empty();
    }
    Map<String, SfMember> inputs = dictionary(message, FIELD);
    Optional<Map.Entry<String, SfMember>> ours = Optional.empty();
    for (Map.Entry<String, SfMember> input : inputs.entrySet()) {
      if (isOurs(input.getValue())) {
        if (ours.isPresent()) {
          throw new SignatureRefusedException(SignatureFault.SEVERAL);
        }
        ours = Optional.of(input);
      }
    }
    return ours.map(input -> of(input.getKey(), input.getValue(), message));
  }

  private static Map<String, SfMember> dictionary(SignedMessage message, String name) {
    return SfDictionary.read(String.join(", ", message.fields(name)))
        .orElseThrow(() -> new SignatureRefusedException(SignatureFault.FORM));
  }

  private static boolean isOurs(SfMember member) {
    return Optional.ofNullable(member.parameters().get("tag"))
        .flatMap(SfValue::asString)
        .filter(TAG::equals)
        .isPresent();
  }

  private static SignatureInput of(String label, SfMember input, SignedMessage message) {
    if (input.item().isPresent()) {
      throw new SignatureRefusedException(SignatureFault.FORM);
    }
    SfMember signature = dictionary(message, "Signature").get(label);
    String bytes =
        Optional.ofNullable(signature)
            .flatMap(SfMember::item)
            .flatMap(SignatureInput::bytes)
            .orElseThrow(() -> new SignatureRefusedException(SignatureFault.UNSIGNED));
    return new SignatureInput(components(input), input.parameters(), bytes);
  }

  private static Optional<String> bytes(SfValue value) {
    if (value.type() != SfValue.Type.BYTES) {
      return Optional.empty();
    }
    try {
      String base64 = value.text().substring(1, value.text().length() - 1);
      return Base64.getDecoder().decode(base64).length == 0
          ? Optional.empty()
          : Optional.of(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> components(SfMember input) {
    var names = new LinkedHashSet<String>();
    for (SfMember.Item item : input.items()) {
      if (!item.parameters().isEmpty()) {
        throw new SignatureRefusedException(SignatureFault.COMPONENT_PARAMETER);
      }
      boolean known = item.value().asString().filter(SignatureBase::isComponent).isPresent();
      if (!known || !names.add(item.value().text())) {
        throw new SignatureRefusedException(SignatureFault.COMPONENT);
      }
    }
    return List.copyOf(names);
  }

  /** The signature itself. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(signature);
  }

  public boolean covers(String component) {
    return components.contains(component);
  }

  public Optional<SfValue> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** What is covered and said, as it is signed. */
  public String spelled() {
    var text = new StringBuilder("(");
    for (String name : components) {
      // Names of components have nothing in them that a text must escape.
      text.append(text.length() == 1 ? "\"" : " \"").append(name).append('"');
    }
    text.append(')');
    SfMember.spell(parameters, text);
    return text.toString();
  }
}

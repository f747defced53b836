package io.decisionos.gateway.signature;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code Signature-Input} says of one signature. Immutable.
 *
 * @param label by which {@code Signature} has its bytes
 * @param components the names of what it covers, in order
 * @param parameters what is said of it, in order
 * @param spelled both, as they are signed
 */
public record SignatureInput(
    String label, List<String> components, Map<String, SfValue> parameters, String spelled) {
  /** The tag of the signatures that concern us. */
  public static final String TAG = "decisionos";

  /** The field that says what signatures cover. */
  public static final String FIELD = "Signature-Input";

  private static final int USUAL_CHARACTERS = 256;

  public SignatureInput {
    components = List.copyOf(components);
    parameters = Collections.unmodifiableMap(parameters);
  }

  /** Whether a request has any of these; costs no more than a look at its fields. */
  public static boolean isSent(SignedMessage message) {
    return message.has(FIELD);
  }

  /** What is said of a signature with a label, spelled as it is signed. */
  static SignatureInput of(String label, List<String> components, Map<String, SfValue> parameters) {
    var text = new StringBuilder(USUAL_CHARACTERS).append('(');
    for (String name : components) {
      // Names of components have nothing in them that a text must escape.
      text.append(text.length() == 1 ? "\"" : " \"").append(name).append('"');
    }
    text.append(')');
    SfMember.spell(parameters, text);
    return new SignatureInput(label, components, parameters, text.toString());
  }

  /**
   * That of the one signature with our tag; empty if there is none.
   *
   * @param field the value of {@code Signature-Input}
   * @throws SignatureRefusedException if it is misspelt, or there are several
   */
  static Optional<SignatureInput> read(String field) {
    Map<String, SfMember> inputs =
        SfDictionary.read(field)
            .orElseThrow(() -> new SignatureRefusedException(SignatureFault.FORM));
    Optional<SignatureInput> ours = Optional.empty();
    for (Map.Entry<String, SfMember> input : inputs.entrySet()) {
      if (isOurs(input.getValue())) {
        if (ours.isPresent()) {
          throw new SignatureRefusedException(SignatureFault.SEVERAL);
        }
        ours = Optional.of(of(input.getKey(), input.getValue()));
      }
    }
    return ours;
  }

  private static boolean isOurs(SfMember member) {
    return Optional.ofNullable(member.parameters().get("tag"))
        .flatMap(SfValue::asString)
        .filter(TAG::equals)
        .isPresent();
  }

  private static SignatureInput of(String label, SfMember input) {
    if (input.item().isPresent()) {
      throw new SignatureRefusedException(SignatureFault.FORM);
    }
    return of(label, components(input), input.parameters());
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

  /**
   * The signature itself.
   *
   * @param field the value of {@code Signature}
   * @throws SignatureRefusedException if it is not in there
   */
  byte[] signature(String field) {
    return SfDictionary.read(field)
        .orElseThrow(() -> new SignatureRefusedException(SignatureFault.FORM))
        .getOrDefault(label, SfMember.NONE)
        .item()
        .flatMap(SfValue::asBytes)
        .filter(bytes -> bytes.length > 0)
        .orElseThrow(() -> new SignatureRefusedException(SignatureFault.UNSIGNED));
  }

  public boolean covers(String component) {
    return components.contains(component);
  }

  public Optional<SfValue> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}

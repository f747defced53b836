package io.decisionos.gateway.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The bytes that are signed (RFC 9421 section 2.5). Pure. */
public final class SignatureBase {
  private static final Set<String> DERIVED =
      Set.of(
          "@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");
  private static final String SIGNS_OF_NAMES = "!#$%&'*+.^_`|~-";
  private static final int MOST_NAME_CHARACTERS = 128;
  private static final int USUAL_COVERED_CHARACTERS = 160;
  private static final Pattern FOLD = Pattern.compile("[ \\t]*\\r?\\n[ \\t]+");

  private SignatureBase() {}

  /** Whether a signature may cover what is called so. */
  static boolean isComponent(String name) {
    if (name.equals("@query-param") || name.equals("@status")) {
      throw new SignatureRefusedException(SignatureFault.COMPONENT_PARAMETER);
    }
    return name.startsWith("@") ? DERIVED.contains(name) : isFieldName(name);
  }

  private static boolean isFieldName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!alphanumeric && SIGNS_OF_NAMES.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= MOST_NAME_CHARACTERS;
  }

  /**
   * The bytes.
   *
   * @throws SignatureRefusedException if a field is covered that the message does not have
   */
  public static byte[] of(SignatureInput input, SignedMessage message) {
    return of(input.components(), input.spelled(), message);
  }

  /** Likewise, of a signature that is about to be made. */
  static byte[] of(List<String> components, String parameters, SignedMessage message) {
    var base = new StringBuilder(USUAL_COVERED_CHARACTERS + parameters.length());
    for (String name : components) {
      base.append('"').append(name).append("\": ").append(value(name, message)).append('\n');
    }
    base.append("\"@signature-params\": ").append(parameters);
    // A character of a field stands for one byte of it.
    return base.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String value(String name, SignedMessage message) {
    return switch (name) {
      case "@method" -> message.method();
      case "@path" -> message.path().isEmpty() ? "/" : message.path();
      case "@query" -> "?" + message.query();
      case "@request-target" -> message.target();
      case "@scheme" -> message.scheme();
      case "@authority" -> authority(message);
      case "@target-uri" ->
          message.target().startsWith("/")
              ? message.scheme() + "://" + authority(message) + message.target()
              : message.target();
      default -> field(name, message);
    };
  }

  private static String authority(SignedMessage message) {
    String host = field("host", message).toLowerCase(Locale.ROOT);
    String port = message.scheme().equals("https") ? ":443" : ":80";
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }

  private static String field(String name, SignedMessage message) {
    List<String> values = message.fields(name);
    if (values.isEmpty()) {
      throw new SignatureRefusedException(SignatureFault.COMPONENT_ABSENT);
    }
    return values.size() == 1
        ? oneLine(values.get(0))
        : values.stream().map(SignatureBase::oneLine).collect(Collectors.joining(", "));
  }

  private static String oneLine(String value) {
    return value.indexOf('\n') < 0 ? value.strip() : FOLD.matcher(value.strip()).replaceAll(" ");
  }
}

package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.evidence.json.SlowJson;
import io.decisionos.gateway.evidence.json.SlowNumber;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The verdict once more, written differently: it builds the whole document out of ordinary objects
 * and looks for the shortest number by trying all lengths. Slow, simple, and only for comparison.
 */
final class SlowVerdict {
  private static final List<String> CORE =
      List.of("meta", "witness", "usage", "rating", "quota", "budget", "anomaly");
  private static final List<String> OPTIONAL = List.of("perf", "perf_judge", "judges", "canary");
  private static final List<Object> EMPTY_VALUES =
      List.of(
          SlowJson.NULL,
          false,
          "",
          List.of(),
          new SlowNumber("0"),
          new SlowNumber("0.0"),
          new SlowNumber("-0.0"));

  private SlowVerdict() {}

  static boolean tampered(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return !(new SlowJson(text).document() instanceof Map<?, ?> object) || tampered(object);
    } catch (CharacterCodingException
        | IllegalArgumentException
        | StringIndexOutOfBoundsException e) {
      return true;
    }
  }

  private static boolean tampered(Map<?, ?> document) {
    return !document.keySet().containsAll(CORE)
        || !(document.get("meta") instanceof Map || EMPTY_VALUES.contains(document.get("meta")))
        || !(document.get("integrity") instanceof Map<?, ?> integrity)
        || !signature(document).equals(integrity.get("signature_sha256"));
  }

  /** What the signature of a document's core blocks has to be. */
  static String signature(Map<?, ?> document) {
    Map<String, Object> core = SlowJson.emptyObject();
    Stream.concat(CORE.stream(), OPTIONAL.stream())
        .filter(block -> CORE.contains(block) || document.containsKey(block))
        .filter(block -> CORE.contains(block) || document.get(block) != SlowJson.NULL)
        .forEach(block -> core.put(block, document.get(block)));
    byte[] text = text(core).getBytes(StandardCharsets.UTF_8);
    return Sha256.of(text, text.length).hex();
  }

  /** The canonical text of a value. */
  static String text(Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.entrySet().stream()
          .map(member -> quoted((String) member.getKey()) + ": " + text(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> array) {
      return array.stream().map(SlowVerdict::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String string ? quoted(string) : value.toString();
  }

  private static String quoted(String string) {
    return string
        .chars()
        .mapToObj(SlowVerdict::spelled)
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String spelled(int c) {
    int place = "\"\\\b\f\n\r\t".indexOf(c);
    if (place >= 0) {
      return "\\" + "\"\\bfnrt".charAt(place);
    }
    return c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c);
  }
}

package io.decisionos.gateway.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document strictly: UTF-8 only, no duplicate keys, no anchors or aliases, no
 * tags, a bounded depth. Never fails otherwise than with faults, whatever the bytes. Stateless.
 */
public final class YamlReader {
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();
  private static final Pattern HUGE_ESCAPE = Pattern.compile("\\\\U[89a-fA-F][0-9a-fA-F]{7}");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private YamlReader() {}

  /**
   * The document in the bytes.
   *
   * @param file the name that faults give
   * @throws InvalidYaml with the first fault, where the bytes are not one acceptable document
   */
  public static YamlNode read(String file, byte[] bytes) throws InvalidYaml {
    String text = text(file, bytes);
    var builder = new YamlTreeBuilder(file);
    try {
      new Parse(SETTINGS).parseString(text).forEach(builder::accept);
    } catch (MarkedYamlEngineException e) {
      throw new InvalidYaml(
          new Fault(file, line(e, text), "", syntaxError(e.getProblem()), "valid YAML"));
    } catch (YamlEngineException e) {
      throw new InvalidYaml(Fault.ofFile(file, syntaxError(e.getMessage()), "valid YAML"));
    } catch (NumberFormatException e) {
      // What the parser makes of an escape beyond 31 bits.
      throw new InvalidYaml(
          new Fault(file, lineOfEscape(text), "", "an escape of no character", "valid YAML"));
    } catch (YamlTreeBuilder.Refusal e) {
      throw new InvalidYaml(e.fault());
    }
    return builder.document();
  }

  /** The bytes as text, without a byte order mark. */
  public static String text(String file, byte[] bytes) throws InvalidYaml {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidYaml(Fault.ofFile(file, "bytes that are not UTF-8", "a UTF-8 text file"));
    }
  }

  /** As {@link #text}, with U+FFFD in the place of what is not UTF-8. */
  public static String legible(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** Where the error is; what is never closed is wrong where it begins, not where the file ends. */
  private static OptionalInt line(MarkedYamlEngineException e, String text) {
    int last = Math.max(1, (int) text.stripTrailing().lines().count());
    Optional<Integer> found = e.getProblemMark().map(mark -> mark.getLine() + 1);
    Optional<Integer> begun = e.getContextMark().map(mark -> mark.getLine() + 1);
    boolean atEnd = found.isPresent() && found.get() > last;
    return (atEnd ? begun.or(() -> found) : found)
        .map(line -> OptionalInt.of(Math.min(line, last)))
        .orElseGet(OptionalInt::empty);
  }

  private static OptionalInt lineOfEscape(String text) {
    Matcher escape = HUGE_ESCAPE.matcher(text);
    return escape.find()
        ? OptionalInt.of(
            1 + (int) text.chars().limit(escape.start()).filter(c -> c == '\n').count())
        : OptionalInt.empty();
  }

  private static String syntaxError(String message) {
    return "a syntax error (" + message.lines().findFirst().orElse("no details") + ")";
  }

  /** The bytes are not a document that we accept. */
  public static final class InvalidYaml extends Exception {
    private final transient Fault fault;

    InvalidYaml(Fault fault) {
      super(fault.toString(), null, false, false);
      this.fault = fault;
    }

    public Fault fault() {
      return fault;
    }
  }
}

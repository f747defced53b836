package io.decisionos.gateway.config;

import io.decisionos.gateway.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
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
   * @throws InvalidYaml with the first fault, if the bytes are not one acceptable document
   */
  public static YamlNode read(String file, byte[] bytes) throws InvalidYaml {
    String text = text(file, bytes);
    var builder = new YamlTreeBuilder(file);
    try {
      new Parse(SETTINGS).parseString(text).forEach(builder::accept);
    } catch (YamlEngineException e) {
      throw new InvalidYaml(YamlProblem.syntax(file, text, e));
    } catch (NumberFormatException e) {
      // What the parser makes of an escape beyond 31 bits.
      throw new InvalidYaml(YamlProblem.escape(file, text, HUGE_ESCAPE));
    } catch (YamlTreeBuilder.Refusal e) {
      throw new InvalidYaml(e.fault());
    }
    return builder.document().orElseThrow(() -> new InvalidYaml(YamlProblem.nothing(file, text)));
  }

  /** The bytes as text, without a byte order mark. */
  public static String text(String file, byte[] bytes) throws InvalidYaml {
    String text =
        Utf8.decode(bytes).orElseThrow(() -> new InvalidYaml(YamlProblem.encoding(file, bytes)));
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** As {@link #text}, with U+FFFD in the place of what is not UTF-8. */
  public static String legible(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
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

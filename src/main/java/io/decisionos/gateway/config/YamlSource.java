package io.decisionos.gateway.config;

import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The text of a file that was read without faults. It is taken apart again if somebody wants to see
 * what it says and where, which is seldom, and kept as text until then. Immutable.
 *
 * @param file the file's name
 */
public record YamlSource(String file, String text) {

  public static YamlSource of(String file, byte[] content) {
    return new YamlSource(file, new String(content, StandardCharsets.UTF_8));
  }

  /** What the file says. */
  public Parsed parse() {
    try {
      return Parsed.of(YamlReader.read(file, text.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidYaml e) {
      throw new IllegalStateException("this text was read without faults before", e);
    }
  }

  /**
   * A file taken apart. Immutable.
   *
   * @param plain maps, lists, strings, numbers, booleans and nulls
   * @param lines the line of every key by its path, such as {@code limits.max_qps} or {@code
   *     labels[0].key}
   */
  public record Parsed(Object plain, Map<String, Integer> lines) {
    private static Parsed of(YamlNode root) {
      var lines = new HashMap<String, Integer>();
      collect("", root, lines);
      return new Parsed(root.plain(), Map.copyOf(lines));
    }

    private static void collect(String path, YamlNode node, Map<String, Integer> lines) {
      if (node instanceof YamlNode.Mapping mapping) {
        mapping.entries().forEach((key, entry) -> collect(path, key, entry, lines));
      } else if (node instanceof YamlNode.Sequence list) {
        List<YamlNode> items = list.items();
        for (int i = 0; i < items.size(); i++) {
          collect(path + "[" + i + "]", items.get(i), lines);
        }
      }
    }

    private static void collect(
        String path, String key, YamlNode.Entry entry, Map<String, Integer> lines) {
      String inner = path.isEmpty() ? key : path + "." + key;
      lines.put(inner, entry.keyLine());
      collect(inner, entry.value(), lines);
    }

    /** The line of a key; empty if the file does not have it. */
    public OptionalInt line(String path) {
      Integer line = lines.get(path);
      return line == null ? OptionalInt.empty() : OptionalInt.of(line);
    }
  }
}

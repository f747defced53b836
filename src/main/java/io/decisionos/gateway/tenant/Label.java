package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A label that requests may carry.
 *
 * @param values the values allowed; empty if any text is (or the label is continuous)
 */
public record Label(String key, Type type, List<String> values) {
  private static final Map<String, Type> TYPES =
      Map.of("categorical", Type.CATEGORICAL, "continuous", Type.CONTINUOUS);

  /** What values a label takes: texts, or numbers. */
  public enum Type {
    CATEGORICAL("categorical"),
    CONTINUOUS("continuous");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The word that files and answers use. */
    public String word() {
      return word;
    }
  }

  /** Reads the list of labels under a key; its faults stay with the section. */
  public static List<Label> readAll(Section section, String key) {
    var labels = new ArrayList<Label>();
    var keys = new HashSet<String>();
    for (Section item : section.sections(key)) {
      Optional<String> name = item.text("key");
      read(item, name).ifPresent(labels::add);
      name.filter(seen -> !keys.add(seen))
          .ifPresent(again -> item.refuse("key", '"' + again + "\" again", "each label once"));
    }
    return List.copyOf(labels);
  }

  private static Optional<Label> read(Section item, Optional<String> key) {
    item.require("key");
    item.require("type");
    Optional<Type> type = item.oneOf("type", TYPES);
    Optional<List<String>> values = item.texts("values");
    if (item.has("values") && type.equals(Optional.of(Type.CONTINUOUS))) {
      item.refuse("values", "values of a continuous label", "no such key, or type: categorical");
    }
    item.close();
    return key.flatMap(k -> type.map(t -> new Label(k, t, values.orElse(List.of()))));
  }
}

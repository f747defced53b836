package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One JSON object, read field by field. Every fault goes into the shared list and reading goes on
 * with a stand-in, so that one pass names all of them. Confined to one thread.
 */
final class Fields {

  private static final String NOT_BLANK = "a text that is not blank";

  private final String path;
  private final JsonNode node;
  private final List<Fault> faults;

  Fields(String path, JsonNode node, List<Fault> faults) {
    this.path = path;
    this.node = node;
    this.faults = faults;
    if (!node.isObject()) {
      fault("", "an object");
    }
  }

  String at(String key) {
    return key.isEmpty() ? path : path + "." + key;
  }

  /** Notes that the value of {@code key} is not what it should be. */
  void fault(String key, String expected) {
    JsonNode value = key.isEmpty() ? node : node.path(key);
    faults.add(new Fault(at(key), found(value), expected));
  }

  /** The same if what was found is not simply the value. */
  void fault(String key, String found, String expected) {
    faults.add(new Fault(at(key), found, expected));
  }

  boolean has(String key) {
    return node.has(key);
  }

  /** Refuses every field that is not named here. */
  Fields only(String... keys) {
    var known = Set.of(keys);
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                String expected = "one of " + String.join(", ", new TreeSet<>(known));
                faults.add(new Fault(at(key), "an unknown field", expected));
              }
            });
    return this;
  }

  String text(String key, String fallback) {
    return optionalText(key).orElse(fallback);
  }

  String requiredText(String key) {
    return requiredText(key, NOT_BLANK);
  }

  /** The same, with words of its own for what is expected. */
  String requiredText(String key, String expected) {
    if (!has(key)) {
      fault(key, expected);
    }
    return optionalText(key, expected).orElse("");
  }

  Optional<String> optionalText(String key) {
    return optionalText(key, NOT_BLANK);
  }

  private Optional<String> optionalText(String key, String expected) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      fault(key, expected);
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  double number(String key, Bounds bounds) {
    if (!has(key)) {
      fault(key, "a number " + bounds);
    }
    return number(key, bounds, bounds.most());
  }

  double number(String key, Bounds bounds, double fallback) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isNumber() || !bounds.hold(value.doubleValue())) {
      fault(key, "a number " + bounds);
      return fallback;
    }
    return value.doubleValue();
  }

  long whole(String key, Bounds bounds, long fallback) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isIntegralNumber() || !bounds.hold(value.doubleValue())) {
      fault(key, "a whole number " + bounds);
      return fallback;
    }
    return value.longValue();
  }

  boolean flag(String key, boolean fallback) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      fault(key, "true or false");
    }
    return value.asBoolean(fallback);
  }

  <E extends Enum<E>> E choice(String key, E fallback) {
    List<E> all = Arrays.asList(fallback.getDeclaringClass().getEnumConstants());
    String wanted = text(key, lower(fallback));
    return all.stream()
        .filter(one -> lower(one).equals(wanted))
        .findFirst()
        .orElseGet(
            () -> {
              String names = all.stream().map(Fields::lower).collect(Collectors.joining(", "));
              fault(key, "one of " + names);
              return fallback;
            });
  }

  JsonNode node(String key) {
    return node.path(key);
  }

  /** The object under {@code key}; an absent one reads as empty. */
  Fields object(String key) {
    JsonNode value = node.path(key);
    return new Fields(
        at(key), value.isMissingNode() ? JsonNodeFactory.instance.objectNode() : value, faults);
  }

  /** The objects of a list, each read by {@code reader}; an absent list is empty. */
  <T> List<T> list(String key, Function<Fields, T> reader) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isArray()) {
      fault(key, "a list");
    }
    var read = new ArrayList<T>();
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      read.add(reader.apply(new Fields(at(key) + "[" + i + "]", value.get(i), faults)));
    }
    return read;
  }

  /** The same, of a list that must hold something. */
  <T> List<T> filledList(String key, Function<Fields, T> reader) {
    if (node.path(key).isEmpty()) {
      fault(key, "a list with at least one entry");
      return List.of();
    }
    return list(key, reader);
  }

  List<String> keys() {
    var keys = new ArrayList<String>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String found(JsonNode value) {
    if (value instanceof MissingNode) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}

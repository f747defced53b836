package io.decisionos.gateway.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A member of a dictionary: an item, or an inner list of items. Immutable.
 *
 * @param items of an inner list; empty for an item
 * @param item the item, where it is no list
 */
record SfMember(List<Item> items, Optional<SfValue> item, Map<String, SfValue> parameters) {
  SfMember {
    items = List.copyOf(items);
    parameters = new LinkedHashMap<>(parameters);
  }

  /** An item with its parameters. */
  record Item(SfValue value, Map<String, SfValue> parameters) {}

  static SfMember list(List<Item> items, Map<String, SfValue> parameters) {
    return new SfMember(new ArrayList<>(items), Optional.empty(), parameters);
  }

  static SfMember item(SfValue value, Map<String, SfValue> parameters) {
    return new SfMember(List.of(), Optional.of(value), parameters);
  }

  /** Parameters as fields spell them. */
  static String spelled(Map<String, SfValue> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> ";" + entry.getKey() + value(entry.getValue()))
        .collect(Collectors.joining());
  }

  private static String value(SfValue value) {
    boolean isTrue = value.type() == SfValue.Type.BOOLEAN && value.text().equals("?1");
    return isTrue ? "" : "=" + value.spelled();
  }
}

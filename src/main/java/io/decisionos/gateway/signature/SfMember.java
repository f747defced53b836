package io.decisionos.gateway.signature;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A member of a dictionary: an item, or an inner list of items. Immutable.
 *
 * @param items of an inner list; empty for an item
 * @param item the item, if it is no list
 */
record SfMember(List<Item> items, Optional<SfValue> item, Map<String, SfValue> parameters) {
  SfMember {
    items = List.copyOf(items);
    parameters = Collections.unmodifiableMap(parameters);
  }

  /** Neither an item nor a list of any. */
  static final SfMember NONE = list(List.of(), Map.of());

  /** An item with its parameters. */
  record Item(SfValue value, Map<String, SfValue> parameters) {}

  static SfMember list(List<Item> items, Map<String, SfValue> parameters) {
    return new SfMember(items, Optional.empty(), parameters);
  }

  static SfMember item(SfValue value, Map<String, SfValue> parameters) {
    return new SfMember(List.of(), Optional.of(value), parameters);
  }

  /** Adds parameters as fields spell them. */
  static void spell(Map<String, SfValue> parameters, StringBuilder text) {
    parameters.forEach(
        (key, value) -> {
          text.append(';').append(key);
          if (value.type() != SfValue.Type.BOOLEAN || !value.text().equals("?1")) {
            text.append('=').append(value.spelled());
          }
        });
  }
}

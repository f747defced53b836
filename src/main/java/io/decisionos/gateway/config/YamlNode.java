package io.decisionos.gateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A YAML value with the line that it stands on. Immutable; made by {@link YamlReader}. */
public sealed interface YamlNode permits YamlNode.Mapping, YamlNode.Sequence, YamlScalar {

  /** The line of the value's first character, counted from 1; 0 if there is no file. */
  int line();

  /** This value as fault texts show it. */
  String describe();

  /** This value as plain maps, lists, strings, numbers, booleans and nulls, for showing it. */
  Object plain();

  /** A mapping; its entries keep the order of the file. */
  record Mapping(int line, Map<String, Entry> entries) implements YamlNode {
    @Override
    public String describe() {
      return "a mapping";
    }

    @Override
    public Object plain() {
      var plain = new LinkedHashMap<String, Object>();
      entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
      return plain;
    }
  }

  /** A key's value together with the key's own line. */
  record Entry(int keyLine, YamlNode value) {}

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String describe() {
      return "a list";
    }

    @Override
    public Object plain() {
      // Not toList(): the plain form of a null scalar is null.
      return items.stream().map(YamlNode::plain).collect(Collectors.toList());
    }
  }
}

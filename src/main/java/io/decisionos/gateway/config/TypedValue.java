package io.decisionos.gateway.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a YAML value says as a value of Java; empty if it is of another type or form. Pure. */
final class TypedValue {
  private static final Pattern NOT_BLANK = Pattern.compile("(?s).*\\S.*");

  private TypedValue() {}

  static Optional<String> text(YamlNode node) {
    return scalar(node, YamlScalar.Kind.STRING).map(YamlScalar::text);
  }

  /** A word; {@code true} and {@code false} are some, too. */
  static Optional<String> word(YamlNode node) {
    return text(node).or(() -> bool(node).map(String::valueOf));
  }

  static Optional<String> text(YamlNode node, Pattern form) {
    return text(node).filter(text -> form.matcher(text).matches());
  }

  static Optional<String> textNotBlank(YamlNode node) {
    return text(node, NOT_BLANK);
  }

  static Optional<List<String>> texts(YamlNode node) {
    return items(node)
        .flatMap(
            items -> {
              var texts = items.stream().flatMap(item -> textNotBlank(item).stream()).toList();
              return texts.size() == items.size() ? Optional.of(texts) : Optional.empty();
            });
  }

  static Optional<List<YamlNode>> items(YamlNode node) {
    return node instanceof YamlNode.Sequence list ? Optional.of(list.items()) : Optional.empty();
  }

  static Optional<Boolean> bool(YamlNode node) {
    return scalar(node, YamlScalar.Kind.BOOLEAN).map(found -> (Boolean) found.plain());
  }

  static Optional<BigDecimal> number(YamlNode node) {
    return node instanceof YamlScalar scalar ? scalar.number() : Optional.empty();
  }

  static Optional<Long> integer(YamlNode node, long least, long most) {
    return number(node)
        .filter(n -> n.compareTo(BigDecimal.valueOf(least)) >= 0)
        .filter(n -> n.compareTo(BigDecimal.valueOf(most)) <= 0)
        .filter(n -> n.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::longValueExact);
  }

  static Optional<List<Long>> integers(YamlNode node, long least, long most) {
    return items(node)
        .flatMap(
            items -> {
              var found =
                  items.stream().flatMap(item -> integer(item, least, most).stream()).toList();
              return found.size() == items.size() ? Optional.of(found) : Optional.empty();
            });
  }

  static boolean isNull(YamlNode node) {
    return scalar(node, YamlScalar.Kind.NULL).isPresent();
  }

  private static Optional<YamlScalar> scalar(YamlNode node, YamlScalar.Kind kind) {
    return node instanceof YamlScalar scalar && scalar.kind() == kind
        ? Optional.of(scalar)
        : Optional.empty();
  }
}

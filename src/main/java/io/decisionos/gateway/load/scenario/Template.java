package io.decisionos.gateway.load.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with placeholders {@code ${name}}. Immutable.
 *
 * @param literals the texts between the placeholders, one more than there are names
 */
public record Template(List<String> literals, List<String> names) {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_-]*)?)}");

  public Template {
    literals = List.copyOf(literals);
    names = List.copyOf(names);
  }

  public static Template of(String text) {
    var literals = new ArrayList<String>();
    var names = new ArrayList<String>();
    var matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      literals.add(text.substring(end, matcher.start()));
      names.add(matcher.group(1));
      end = matcher.end();
    }
    literals.add(text.substring(end));
    return new Template(literals, names);
  }

  /** The text with each placeholder replaced by what {@code values} gives for its name. */
  public String fill(UnaryOperator<String> values) {
    var filled = new StringBuilder(literals.get(0));
    for (int i = 0; i < names.size(); i++) {
      filled.append(values.apply(names.get(i))).append(literals.get(i + 1));
    }
    return filled.toString();
  }

  /** The same with those placeholders filled that {@code known} has a value for. */
  Template with(Function<String, Optional<String>> known) {
    var kept = new ArrayList<>(List.of(literals.get(0)));
    var open = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      Optional<String> value = known.apply(names.get(i));
      if (value.isPresent()) {
        int last = kept.size() - 1;
        kept.set(last, kept.get(last) + value.get() + literals.get(i + 1));
      } else {
        open.add(names.get(i));
        kept.add(literals.get(i + 1));
      }
    }
    return new Template(kept, open);
  }

  public Set<String> placeholders() {
    return names.stream().collect(Collectors.toUnmodifiableSet());
  }
}

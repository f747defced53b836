package io.decisionos.gateway.deploy;

import io.decisionos.gateway.deploy.Template.Node;
import io.decisionos.gateway.deploy.Template.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart as Helm renders it, by rules of our own: Helm is not needed to test it. */
final class Chart {
  static final Path DIRECTORY = Path.of("src/deploy/chart");
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[$.A-Za-z0-9_]+");

  private final Map<String, List<Node>> defined = new HashMap<>();
  private final Map<String, List<Node>> files = new TreeMap<>();

  Chart() throws IOException {
    try (Stream<Path> templates = Files.list(DIRECTORY.resolve("templates"))) {
      for (Path file : templates.sorted().toList()) {
        files.put(file.getFileName().toString(), Template.parse(Files.readString(file), defined));
      }
    }
  }

  /** Prints what {@code src/deploy/kubernetes.yaml} must be. */
  public static void main(String[] arguments) throws IOException {
    System.out.print(plain());
  }

  /** The chart with its values as shipped. */
  static String plain() throws IOException {
    return "# Made of src/deploy/chart with its values as shipped; ChartTest holds it to that.\n"
        + new Chart().render(values(Map.of()));
  }

  static Object yaml(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  /** The values as shipped, with those on top. */
  static Map<String, Object> values(Map<String, Object> over) throws IOException {
    return merged(map(yaml(DIRECTORY.resolve("values.yaml"))), over);
  }

  private static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> over) {
    var all = new LinkedHashMap<>(below);
    over.forEach(
        (key, value) ->
            all.merge(
                key,
                value,
                (old, given) ->
                    old instanceof Map && given instanceof Map
                        ? merged(map(old), map(given))
                        : given));
    return all;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** Every document that an installation named {@code prod} in the namespace {@code dos} has. */
  String render(Map<String, Object> values) throws IOException {
    var top =
        Map.of(
            "Values", values,
            "Chart", appVersion(),
            "Release", Map.of("Name", "prod", "Namespace", "dos", "Service", "Helm"));
    var rendered = new StringBuilder();
    files.forEach(
        (name, nodes) -> {
          String text = render(nodes, new Scope(top, Map.of("", top)));
          if (!text.isBlank()) {
            rendered.append("---\n# ").append(name).append('\n').append(text.strip()).append('\n');
          }
        });
    return rendered.toString();
  }

  private static Map<String, Object> appVersion() throws IOException {
    return Map.of("AppVersion", map(yaml(DIRECTORY.resolve("Chart.yaml"))).get("appVersion"));
  }

  private String render(List<Node> nodes, Scope scope) {
    var text = new StringBuilder();
    for (Node node : nodes) {
      if (node instanceof Template.Text plain) {
        text.append(plain.text());
      } else if (node instanceof Template.Output output) {
        text.append(shown(pipeline(output.pipeline(), scope)));
      } else if (node instanceof Template.If choice) {
        boolean holds = isTrue(pipeline(choice.condition(), scope));
        text.append(render(holds ? choice.then() : choice.otherwise(), scope));
      } else if (node instanceof Template.Range range) {
        text.append(each(range, scope));
      }
    }
    return text.toString();
  }

  private String each(Template.Range range, Scope scope) {
    Object over = pipeline(range.over(), scope);
    var text = new StringBuilder();
    if (over instanceof Map<?, ?> map) {
      new TreeMap<>(map)
          .forEach(
              (key, value) ->
                  text.append(
                      render(
                          range.body(),
                          scope.with(value, Map.of(range.key(), key, range.value(), value)))));
    } else {
      ((List<?>) over)
          .forEach(item -> text.append(render(range.body(), scope.with(item, Map.of()))));
    }
    return text.toString();
  }

  private Object pipeline(String pipeline, Scope scope) {
    Object piped = null;
    for (String command : pipeline.split(" \\| ", -1)) {
      piped = command(words(command), scope, piped);
    }
    return piped;
  }

  private static List<String> words(String command) {
    return WORD.matcher(command).results().map(word -> word.group()).toList();
  }

  private Object command(List<String> words, Scope scope, Object piped) {
    String first = words.get(0);
    var arguments = new ArrayList<>();
    words.stream().skip(1).forEach(word -> arguments.add(value(word, scope)));
    if (first.equals(".Files.Get")) {
      return read(arguments.get(0).toString());
    }
    if (words.size() == 1 && piped == null && !first.matches("[a-z]\\w*")) {
      return value(first, scope);
    }
    if (piped != null) {
      arguments.add(piped);
    }
    return first.equals("include")
        ? render(defined.get(arguments.get(0).toString()), scope.with(arguments.get(1), Map.of()))
            .strip()
        : function(first, arguments);
  }

  private static String read(String file) {
    try {
      return Files.readString(DIRECTORY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object function(String name, List<Object> arguments) {
    Object last = arguments.get(arguments.size() - 1);
    return switch (name) {
      case "not" -> !isTrue(last);
      case "eq" -> arguments.get(0).equals(last);
      case "quote" -> '"' + shown(last).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      case "lower" -> shown(last).toLowerCase(Locale.ROOT);
      case "default" -> isTrue(last) ? last : arguments.get(0);
      case "add" -> number(arguments.get(0)) + number(last);
      case "mul" -> number(arguments.get(0)) * number(last);
      case "toYaml" -> BlockYaml.of(last);
      case "nindent" ->
          "\n" + shown(last).stripTrailing().indent((int) number(arguments.get(0))).stripTrailing();
      default -> throw new IllegalArgumentException("no such function: " + name);
    };
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static Object value(String word, Scope scope) {
    if (word.startsWith("\"")) {
      return word.substring(1, word.length() - 1);
    }
    if (word.matches("\\d+")) {
      return Long.valueOf(word);
    }
    if (word.startsWith("$")) {
      return scope.variables().get(word.substring(1));
    }
    Object found = scope.dot();
    for (String key : word.substring(1).split("\\.", -1)) {
      if (!key.isEmpty()) {
        Map<String, Object> inside = map(found);
        if (!inside.containsKey(key)) {
          throw new IllegalArgumentException("nothing is at " + word);
        }
        found = inside.get(key);
      }
    }
    return found;
  }

  private static boolean isTrue(Object value) {
    return !(value == null
        || Boolean.FALSE.equals(value)
        || value.toString().isEmpty()
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty())
        || (value instanceof Number number && number.longValue() == 0));
  }

  private static String shown(Object value) {
    return String.valueOf(value);
  }
}

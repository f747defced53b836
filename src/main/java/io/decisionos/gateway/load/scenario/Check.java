package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What an answer has to hold beyond its status: a wrong 200 is an error as well. Immutable.
 *
 * @param headers what each field has to contain
 * @param presence fields that have to be there, or must not
 * @param texts what the body has to contain, by the scenario's own JSON for it, which has
 *     placeholders
 * @param values what a JSON body has to say at each pointer, written as JSON
 */
public record Check(
    Map<String, Template> headers,
    Map<String, Boolean> presence,
    Map<String, Template> texts,
    Map<String, Template> values) {

  public static final Check NONE = new Check(Map.of(), Map.of(), Map.of(), Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SHOWN = 60;

  public Check {
    headers = Map.copyOf(headers);
    presence = Map.copyOf(presence);
    texts = Map.copyOf(texts);
    values = Map.copyOf(values);
  }

  public boolean isEmpty() {
    return headers.isEmpty() && presence.isEmpty() && !needsBody();
  }

  public boolean needsBody() {
    return !texts.isEmpty() || !values.isEmpty();
  }

  Set<String> placeholders() {
    var all = new HashSet<String>();
    headers.values().forEach(text -> all.addAll(text.placeholders()));
    texts.values().forEach(text -> all.addAll(text.placeholders()));
    values.values().forEach(text -> all.addAll(text.placeholders()));
    return all;
  }

  /** The same with its placeholders filled. */
  public Check filled(UnaryOperator<String> fill) {
    if (placeholders().isEmpty()) {
      return this;
    }
    return new Check(filled(headers, fill), presence, filled(texts, fill), filled(values, fill));
  }

  private static Map<String, Template> filled(
      Map<String, Template> templates, UnaryOperator<String> fill) {
    var all = new LinkedHashMap<String, Template>();
    templates.forEach((key, text) -> all.put(key, constant(text.fill(fill))));
    return all;
  }

  private static Template constant(String text) {
    return new Template(List.of(text), List.of());
  }

  /**
   * What is wrong with an answer, without its values, so that like faults are counted together.
   *
   * @param header the values of a field
   */
  public Optional<String> fault(Function<String, List<String>> header, String body) {
    var faults = new ArrayList<String>();
    presence.forEach(
        (name, wanted) -> {
          if (header.apply(name).isEmpty() == wanted) {
            faults.add("header " + name + (wanted ? " is missing" : " is there"));
          }
        });
    headers.forEach(
        (name, text) -> {
          if (header.apply(name).stream().noneMatch(value -> value.contains(plain(text)))) {
            faults.add("header " + name);
          }
        });
    texts.forEach(
        (words, text) -> {
          if (!body.contains(plain(text))) {
            faults.add("body without " + cut(words));
          }
        });
    if (!values.isEmpty()) {
      wrongValue(body).ifPresent(faults::add);
    }
    return faults.stream().sorted().findFirst();
  }

  private static String cut(String words) {
    return words.length() <= MOST_SHOWN ? words : words.substring(0, MOST_SHOWN) + "...";
  }

  private Optional<String> wrongValue(String body) {
    JsonNode json = parsed(body);
    return values.entrySet().stream()
        .filter(wanted -> !same(json.at(JsonPointer.compile(wanted.getKey())), wanted.getValue()))
        .map(wanted -> "json " + wanted.getKey())
        .sorted()
        .findFirst();
  }

  /** A text stands for itself, anything else for what it is as JSON. */
  private static boolean same(JsonNode found, Template wanted) {
    String text = plain(wanted);
    return found instanceof TextNode
        ? found.textValue().equals(text)
        : found.toString().equals(text);
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }

  private static String plain(Template filled) {
    return filled.literals().get(0);
  }
}

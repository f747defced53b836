package io.decisionos.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The parameters of a request's query, decoded strictly. Immutable. */
public final class Query {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  static final Query EMPTY = new Query(List.of());

  private final List<Parameter> parameters;

  private Query(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  private record Parameter(String name, String value) {}

  /**
   * The parameters of a raw query.
   *
   * @throws io.decisionos.gateway.fault.ProblemException where it is not well-formed
   */
  static Query parse(String raw) {
    if (raw == null || raw.isEmpty()) {
      return EMPTY;
    }
    var parameters = new ArrayList<Parameter>(2);
    int begin = 0;
    while (begin <= raw.length()) {
      int ampersand = raw.indexOf('&', begin);
      int end = ampersand < 0 ? raw.length() : ampersand;
      if (end > begin) {
        parameters.add(parameter(raw.substring(begin, end)));
      }
      begin = end + 1;
    }
    return new Query(parameters);
  }

  private static Parameter parameter(String raw) {
    int equals = raw.indexOf('=');
    String name = equals < 0 ? raw : raw.substring(0, equals);
    String value = equals < 0 ? "" : raw.substring(equals + 1);
    return new Parameter(Percent.decodeQuery(name), Percent.decodeQuery(value));
  }

  /** Every value of a parameter, in the order in which they were sent. */
  public List<String> all(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).map(Parameter::value).toList();
  }

  /** The first value of a parameter. */
  public Optional<String> first(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  /**
   * What the word under a parameter stands for; empty where there is none.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for another word
   */
  public <T> Optional<T> word(String name, Map<String, T> words) {
    return first(name)
        .map(
            text ->
                Optional.ofNullable(words.get(text))
                    .orElseThrow(
                        () ->
                            Call.invalid(
                                "Give " + name + " as one of " + new TreeSet<>(words.keySet()))));
  }

  /**
   * The whole number under a parameter; empty where there is none.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for anything else
   */
  public Optional<Long> number(String name, long least, long most) {
    return first(name)
        .map(
            text ->
                Optional.of(text)
                    .filter(digits -> NUMBER.matcher(digits).matches())
                    .map(Long::valueOf)
                    .filter(number -> number >= least && number <= most)
                    .orElseThrow(
                        () ->
                            Call.invalid(
                                "Give "
                                    + name
                                    + " as an integer from "
                                    + least
                                    + " to "
                                    + most
                                    + ".")));
  }

  /** Tells whether every value of a parameter is this one; true where there is none. */
  boolean allEqual(String name, String value) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name) && !parameter.value().equals(value)) {
        return false;
      }
    }
    return true;
  }
}

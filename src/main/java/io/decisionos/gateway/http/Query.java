package io.decisionos.gateway.http;

import io.decisionos.gateway.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parameters of a request's query, decoded strictly. Immutable. */
public final class Query {
  static final Query EMPTY = new Query(List.of());
  private static final int MOST_SHOWN = 64;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final List<Parameter> parameters;

  private Query(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  private record Parameter(String name, String value) {}

  /**
   * The parameters of a raw query.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it is not well-formed
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
   * The value of a parameter that means something only once.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it was sent twice
   */
  public Optional<String> once(String name) {
    List<String> sent = all(name);
    if (sent.size() > 1) {
      throw Call.invalid("Send " + name + " once.");
    }
    return sent.stream().findFirst();
  }

  /**
   * A whole number within its bounds, if it was sent.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for anything else, and if it was sent
   *     twice; so does {@link #word}
   */
  public Optional<Long> number(String name, long least, long most) {
    return once(name)
        .map(
            text -> {
              long number = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
              if (number < least || number > most) {
                throw Call.invalid(
                    "Send %s as a whole number from %d to %d.".formatted(name, least, most));
              }
              return number;
            });
  }

  /** One of some words, if it was sent; the map says what each stands for. */
  public <T> Optional<T> word(String name, Map<String, T> words) {
    return once(name)
        .map(
            text -> {
              T meant = words.get(text);
              if (meant == null) {
                String all = words.keySet().stream().sorted().collect(Collectors.joining(", "));
                throw Call.invalid("Send " + name + " as one of: " + all + ".");
              }
              return meant;
            });
  }

  /** Fails for the first parameter whose name is not one of these. */
  void requireAmong(Set<String> names) {
    for (Parameter parameter : parameters) {
      if (!names.contains(parameter.name())) {
        String known =
            names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
        String name =
            parameter.name().substring(0, Math.min(MOST_SHOWN, parameter.name().length()));
        throw Call.invalid(
            "Leave out the parameter %s; this write takes: %s."
                .formatted(Printable.of(name), known));
      }
    }
  }

  /** Tells whether every value of a parameter is this one; true if there is none. */
  boolean allEqual(String name, String value) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name) && !parameter.value().equals(value)) {
        return false;
      }
    }
    return true;
  }
}

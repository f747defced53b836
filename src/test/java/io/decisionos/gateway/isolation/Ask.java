package io.decisionos.gateway.isolation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request, without the tenant that sends it. Wherever {@code ${value}} stands, a value is put in.
 *
 * @param target path and query, percent-encoded
 */
record Ask(String method, String target, Map<String, String> headers, Optional<String> body) {
  static final String VALUE = "${value}";

  static Ask of(String method, String target) {
    return new Ask(method, target, Map.of(), Optional.empty());
  }

  Ask header(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Ask(method, target, more, body);
  }

  Ask json(String text) {
    return new Ask(method, target, headers, Optional.of(text));
  }

  Ask with(String value) {
    var filled = new HashMap<String, String>();
    headers.forEach((name, text) -> filled.put(name, text.replace(VALUE, value)));
    return new Ask(
        method, target.replace(VALUE, value), filled, body.map(text -> text.replace(VALUE, value)));
  }
}

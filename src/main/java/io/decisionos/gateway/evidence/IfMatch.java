package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.Sha256;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code If-Match} of a document that is handed in. Immutable.
 *
 * @param any whether it is {@code *}
 * @param tags the strong tags that it lists, without their quotes
 */
record IfMatch(boolean any, Set<String> tags) {
  /** The field was not sent. */
  static final IfMatch ABSENT = new IfMatch(false, Set.of());

  private static final Pattern TAG =
      Pattern.compile("[ \\t,]*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \\t]*(?:,[ \\t,]*|$)");

  IfMatch {
    tags = Set.copyOf(tags);
  }

  /** The condition that the field's lines spell; empty if they are malformed. */
  static Optional<IfMatch> parse(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.of(ABSENT);
    }
    String field = String.join(",", lines).strip();
    return field.equals("*") ? Optional.of(new IfMatch(true, Set.of())) : list(field);
  }

  private static Optional<IfMatch> list(String field) {
    var tags = new HashSet<String>();
    Matcher tag = TAG.matcher(field);
    int at = 0;
    while (at < field.length() && tag.region(at, field.length()).lookingAt()) {
      // A weak tag never matches strongly; the quote makes that so.
      tags.add(tag.group(1) == null ? tag.group(2) : tag.group());
      at = tag.end();
    }
    return at == field.length() && !tags.isEmpty()
        ? Optional.of(new IfMatch(false, tags))
        : Optional.empty();
  }

  boolean isAbsent() {
    return !any && tags.isEmpty();
  }

  boolean matches(Sha256 current) {
    return any || tags.contains(current.hex());
  }
}

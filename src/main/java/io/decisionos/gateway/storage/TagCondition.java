package io.decisionos.gateway.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code If-Match} or {@code If-None-Match}: absent, {@code *}, or a list of tags.
 *
 * @param tags empty unless the kind is {@link Kind#LISTED}
 */
public record TagCondition(Kind kind, List<EntityTag> tags) {
  /** The three forms of the field. */
  public enum Kind {
    ABSENT,
    ANY,
    LISTED
  }

  /** The field was not sent. */
  public static final TagCondition ABSENT = new TagCondition(Kind.ABSENT, List.of());

  /** The field is {@code *}. */
  public static final TagCondition ANY = new TagCondition(Kind.ANY, List.of());

  private static final Pattern TAG =
      Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \\t]*(?:,|$)");
  private static final Pattern GAP = Pattern.compile("[ \\t,]+");

  public TagCondition {
    tags = List.copyOf(tags);
  }

  /**
   * The condition that the field lines spell, which count as one list; empty if they are malformed.
   * An unreadable condition must not pass for none: the write would go through.
   */
  public static Optional<TagCondition> parse(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.of(ABSENT);
    }
    String field = String.join(",", lines).strip();
    if (field.equals("*")) {
      return Optional.of(ANY);
    }
    return list(field)
        .filter(tags -> !tags.isEmpty())
        .map(tags -> new TagCondition(Kind.LISTED, tags));
  }

  private static Optional<List<EntityTag>> list(String field) {
    var tags = new ArrayList<EntityTag>();
    Matcher gap = GAP.matcher(field);
    Matcher tag = TAG.matcher(field);
    int at = 0;
    while (at < field.length()) {
      if (gap.region(at, field.length()).lookingAt()) {
        at = gap.end();
      } else if (tag.region(at, field.length()).lookingAt()) {
        tags.add(new EntityTag(tag.group(2), tag.group(1) != null));
        at = tag.end();
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(tags);
  }

  boolean listsStrongly(EntityTag current) {
    return tags.stream().anyMatch(current::equalsStrongly);
  }

  boolean listsWeakly(EntityTag current) {
    return tags.stream().anyMatch(current::equalsWeakly);
  }
}

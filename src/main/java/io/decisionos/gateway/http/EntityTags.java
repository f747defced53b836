package io.decisionos.gateway.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code If-None-Match} of a read, by RFC 9110 section 13.1.2. Pure. */
final class EntityTags {
  private static final Pattern TAG =
      Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\uffff]*\")");

  private EntityTags() {}

  /** Tells whether the fields name this strong tag, compared weakly, or any tag. */
  static boolean noneMatchHolds(List<String> fields, String etag) {
    for (String field : fields) {
      if (field.equals(etag) || field.strip().equals("*") || lists(field, etag)) {
        return true;
      }
    }
    return false;
  }

  private static boolean lists(String field, String etag) {
    Matcher tags = TAG.matcher(field);
    while (tags.find()) {
      if (tags.group(1).equals(etag)) {
        return true;
      }
    }
    return false;
  }
}

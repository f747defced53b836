package io.decisionos.gateway.tenant;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Times with an offset, as RFC 3339 section 5.6 writes them. */
final class Rfc3339 {
  /** The form alone, the same as in the schema. */
  static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[Tt]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
              + "(\\.\\d{1,9})?([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

  private static final int DATE_CHARACTERS = 10;

  private Rfc3339() {}

  /** Tells whether a text of this form names a day that exists. */
  static boolean isTime(String text) {
    try {
      LocalDate.parse(text.substring(0, DATE_CHARACTERS));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}

package io.decisionos.gateway.storage;

import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Query;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whole numbers in queries. Pure. */
final class Numbers {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  private Numbers() {}

  /**
   * The number from 1 to the most, if it was sent.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for anything else, and where it was sent
   *     twice
   */
  static Optional<Long> parameter(Query query, String name, long most) {
    List<String> sent = query.all(name);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    String text = sent.get(0);
    if (sent.size() == 1 && DIGITS.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number >= 1 && number <= most) {
        return Optional.of(number);
      }
    }
    throw Call.invalid("Send " + name + " once, as a whole number from 1 to " + most + ".");
  }
}

package io.decisionos.gateway.http;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What {@code Accept} says of two media types (RFC 9110, 12.5.1). Pure. */
final class Accept {
  private static final Pattern QUALITY =
      Pattern.compile("(?i);\\s*q\\s*=\\s*([01](?:\\.\\d{0,6})?)\\s*(?:;|$)");
  private static final Comparator<Fit> BETTER =
      Comparator.comparingDouble(Fit::quality)
          .thenComparing(Fit::steps, Comparator.reverseOrder())
          .thenComparing(Fit::place, Comparator.reverseOrder());

  private Accept() {}

  /**
   * The range that counts for a type: of those that hold it, the narrowest.
   *
   * @param steps how much wider than the type it is: 0 to 2
   * @param place where it stands among all ranges
   */
  private record Fit(double quality, int steps, int place) {}

  /**
   * Tells whether a type is wanted more than the one that is sent as a rule: with a higher quality,
   * or else by a narrower range, or else by one that stands further ahead.
   *
   * @param fields the values of all {@code Accept} fields
   */
  static boolean prefers(List<String> fields, String type, String usual) {
    List<String> ranges = fields.stream().flatMap(field -> Stream.of(field.split(","))).toList();
    Fit fit = fit(ranges, type);
    return fit.quality() > 0 && BETTER.compare(fit, fit(ranges, usual)) > 0;
  }

  private static Fit fit(List<String> ranges, String type) {
    List<String> names = List.of(type, type.substring(0, type.indexOf('/') + 1) + "*", "*/*");
    return IntStream.range(0, ranges.size())
        .mapToObj(
            place ->
                new Fit(
                    quality(ranges.get(place)),
                    names.indexOf(BodyRule.essence(ranges.get(place))),
                    place))
        .filter(fit -> fit.steps() >= 0)
        .min(Comparator.comparingInt(Fit::steps))
        .orElse(new Fit(0, 0, 0));
  }

  private static double quality(String range) {
    Matcher named = QUALITY.matcher(range);
    return named.find() ? Math.min(1, Double.parseDouble(named.group(1))) : 1;
  }
}

package io.decisionos.gateway.slo;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a gateway has counted of a tenant in each window, as others are shown it. Immutable.
 *
 * @param second since 1970 at which the windows ended
 */
record SloSheet(long second, Map<SloWindow, Counts> windows) {
  private static final String NUMBER = "[0-9]{1,15}";
  private static final Pattern FORM =
      Pattern.compile(
          "%s(;%s(,%s){3}){%d}".formatted(NUMBER, NUMBER, NUMBER, SloWindow.values().length));

  static SloSheet of(long second, Function<SloWindow, Counts> counts) {
    var windows = new EnumMap<SloWindow, Counts>(SloWindow.class);
    for (SloWindow window : SloWindow.values()) {
      windows.put(window, counts.apply(window));
    }
    return new SloSheet(second, windows);
  }

  /** What of it counts in a window that ends later: nothing once all of it is too old. */
  Counts in(SloWindow window, long now) {
    return now - second < window.seconds() ? windows.get(window) : Counts.NONE;
  }

  /** As it is shown; empty if nothing was counted. */
  String text() {
    return windows.values().stream().allMatch(Counts.NONE::equals)
        ? ""
        : windows.values().stream()
            .map(c -> ";%d,%d,%d,%d".formatted(c.requests(), c.errors(), c.overP95(), c.overP99()))
            .collect(Collectors.joining("", Long.toString(second), ""));
  }

  /** What another gateway shows; empty if it is none of ours. */
  static Optional<SloSheet> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    Iterator<String> parts = List.of(text.split(";", -1)).iterator();
    return Optional.of(of(Long.parseLong(parts.next()), window -> counts(parts.next())));
  }

  private static Counts counts(String text) {
    long[] numbers = Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
    return new Counts(numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}

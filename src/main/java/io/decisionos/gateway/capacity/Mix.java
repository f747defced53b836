package io.decisionos.gateway.capacity;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which part of the requests is of which kind; the parts are 1 together. Immutable. */
public record Mix(Map<Kind, Double> parts) {
  /** What is assumed of tenants of whom nothing is known. */
  public static final Mix USUAL =
      new Mix(Map.of(Kind.READS, 0.7, Kind.WRITES, 0.2, Kind.CARDS, 0.1));

  /** The form in which people write one. */
  public static final String FORM = "such as reads=0.7,writes=0.2,cards=0.1, with a sum above 0";

  private static final double NEARLY_NOTHING = 1e-9;
  private static final String NUMBER = "[0-9]{1,9}(\\.[0-9]{1,9})?";

  public Mix {
    double sum = parts.values().stream().mapToDouble(part -> part).sum();
    var scaled = new EnumMap<Kind, Double>(Kind.class);
    // What is scaled already is not changed by being read again.
    double scale = Math.abs(sum - 1) < NEARLY_NOTHING ? 1 : sum;
    parts.forEach((kind, part) -> scaled.put(kind, part / scale));
    parts = Collections.unmodifiableMap(scaled);
  }

  /** One kind alone. */
  public static Mix only(Kind kind) {
    return new Mix(Map.of(kind, 1.0));
  }

  /** Reads {@code reads=7,writes=2}; what is not named is no part of it. */
  public static Optional<Mix> parse(String text) {
    var parts = new EnumMap<Kind, Double>(Kind.class);
    for (String pair : text.split(",", -1)) {
      String[] sides = pair.split("=", -1);
      Optional<Kind> kind = Kind.of(sides[0].strip());
      boolean isPair = sides.length == 2 && kind.isPresent() && sides[1].matches(NUMBER);
      if (!isPair || parts.put(kind.get(), Double.parseDouble(sides[1])) != null) {
        return Optional.empty();
      }
    }
    parts.values().removeIf(part -> part == 0);
    return parts.isEmpty() ? Optional.empty() : Optional.of(new Mix(parts));
  }

  double of(Kind kind) {
    return parts.getOrDefault(kind, 0.0);
  }

  /** Which part of all pairs of requests is of two kinds: 0 for one kind alone. */
  double differing() {
    return 1 - parts.values().stream().mapToDouble(part -> part * part).sum();
  }

  @Override
  public String toString() {
    return Arrays.stream(Kind.values())
        .filter(parts::containsKey)
        .map(kind -> "%.0f %% %s".formatted(of(kind) * 100, kind.word()))
        .collect(Collectors.joining(", "));
  }
}

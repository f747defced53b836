package io.decisionos.gateway.cards.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/** How often each reason was counted; every count is above 0. Immutable. */
public final class Tally {
  /** The order of names by code point, in which equal data gives equal bytes. */
  public static final Comparator<String> BY_NAME =
      Comparator.comparing(name -> name.getBytes(UTF_8), Arrays::compareUnsigned);

  private final ReasonNames.Listed names;
  private final int[] ids;
  private final long[] counts;

  Tally(ReasonNames.Listed names, int[] ids, long[] counts) {
    this.names = names;
    this.ids = ids;
    this.counts = counts;
  }

  public boolean isEmpty() {
    return ids.length == 0;
  }

  /** Shows every reason with its count, in no particular order; costs nothing but the calls. */
  public void forEach(ObjLongConsumer<String> consumer) {
    for (int i = 0; i < ids.length; i++) {
      consumer.accept(names.get(ids[i]), counts[i]);
    }
  }

  /** All counts under their reasons, by code point; cannot be changed. */
  public Map<String, Long> asMap() {
    var sorted = new TreeMap<String, Long>(BY_NAME);
    forEach(sorted::put);
    return Collections.unmodifiableMap(sorted);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}

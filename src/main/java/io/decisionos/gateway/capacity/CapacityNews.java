package io.decisionos.gateway.capacity;

import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tells that the gateway is short of processor or memory, and that it is over. For one thread. */
final class CapacityNews {
  private static final String ALERT = "CapacityShort";

  private final Consumer<Conditions> judged;
  private final Consumer<Notice> posted;
  private final Map<SloKey, Strain> strains = new EnumMap<>(SloKey.class);
  private final Set<SloKey> told = EnumSet.noneOf(SloKey.class);

  CapacityNews(Consumer<Conditions> judged, Consumer<Notice> posted) {
    this.judged = judged;
    this.posted = posted;
    strains.put(SloKey.MAX_CPU_PERCENT, new Strain());
    strains.put(SloKey.MAX_MEM_PERCENT, new Strain());
  }

  /**
   * Takes what is in use now.
   *
   * @param nanos a time that never runs backwards
   * @param global the SLO whose {@code saturation} is the bound
   */
  void look(Map<SloKey, Double> percent, SloValues global, long nanos, Instant now) {
    var holding = new ArrayList<Conditions.Condition>();
    strains.forEach(
        (key, strain) -> {
          strain.look(nanos, percent.get(key));
          Optional<BigDecimal> bound = global.get(key);
          boolean isShort = bound.isPresent() && strain.isAbove(bound.get().doubleValue());
          if (isShort) {
            double mean = strain.mean().orElse(0);
            String what = sentence(key, mean, bound.get());
            holding.add(
                new Conditions.Condition(
                    Map.of("objective", key.leaf()), Notice.Level.WARN, mean, what));
            if (told.add(key)) {
              post(Notice.Level.WARN, "capacity.short", what, now);
            }
          } else if (told.remove(key)) {
            post(Notice.Level.INFO, "capacity.enough", name(key) + " is enough again", now);
          }
        });
    judged.accept(new Conditions(ALERT, List.copyOf(holding)));
  }

  private static String sentence(SloKey key, double mean, BigDecimal bound) {
    return String.format(
        Locale.ROOT,
        "%s at %.1f %% over the last minute, saturation.%s is %s; add a gateway",
        name(key),
        mean,
        key.leaf(),
        bound.toPlainString());
  }

  private static String name(SloKey key) {
    return key == SloKey.MAX_CPU_PERCENT ? "the processor" : "the memory";
  }

  private void post(Notice.Level level, String kind, String message, Instant now) {
    posted.accept(new Notice(now, level, kind, Optional.empty(), message));
  }
}

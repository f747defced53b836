package io.decisionos.gateway.capacity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether what is asked fits. Pure.
 *
 * @param gateways how many it takes; 0 if no number is enough
 * @param sure how likely the answer is right, 0 to 1
 * @param resources of one gateway, those that end first first
 */
public record CapacityPlan(Demand demand, int gateways, double sure, List<Resource> resources) {
  private static final int MOST_GATEWAYS = 1000;
  private static final double PERCENT = 100;
  private static final double SURE_ENOUGH = 0.9;

  public CapacityPlan {
    resources = List.copyOf(resources);
  }

  /**
   * Something that can end.
   *
   * @param share which part of it is needed; over 1 there is too little
   * @param chance how likely there is enough
   * @param shared whether more gateways help
   */
  public record Resource(String name, double share, double chance, boolean shared, String what) {
    boolean isEnough() {
      return share <= 1 && chance >= SURE_ENOUGH;
    }
  }

  /** The answer: the least number of gateways that is enough. */
  public static CapacityPlan of(CapacityModel model, Forecast forecast, Demand demand) {
    List<Resource> one = resources(model, forecast, demand, 1);
    if (one.stream().allMatch(Resource::isEnough)) {
      return plan(demand, 1, one);
    }
    boolean isHelpless =
        one.stream().anyMatch(resource -> !resource.shared() && !resource.isEnough());
    if (!isHelpless) {
      for (int n : IntStream.rangeClosed(2, MOST_GATEWAYS).toArray()) {
        List<Resource> each = resources(model, forecast, demand, n);
        if (each.stream().allMatch(Resource::isEnough)) {
          return new CapacityPlan(demand, n, sure(each), one.stream().sorted(FIRST).toList());
        }
      }
    }
    double lacking = 1 - one.stream().mapToDouble(Resource::chance).min().orElse(1);
    return new CapacityPlan(demand, 0, lacking, one.stream().sorted(FIRST).toList());
  }

  private static final Comparator<Resource> FIRST =
      Comparator.comparing(Resource::isEnough)
          .thenComparing(Comparator.comparingDouble(Resource::share).reversed());

  private static CapacityPlan plan(Demand demand, int gateways, List<Resource> each) {
    return new CapacityPlan(demand, gateways, sure(each), each.stream().sorted(FIRST).toList());
  }

  private static double sure(List<Resource> each) {
    return each.stream().mapToDouble(Resource::chance).min().orElse(1);
  }

  private static List<Resource> resources(
      CapacityModel model, Forecast forecast, Demand demand, int gateways) {
    double perSecond = demand.perSecond() / gateways;
    var all = new ArrayList<Resource>();
    all.add(processor(forecast, demand, perSecond));
    demand.tenants().stream()
        .min(Comparator.comparingDouble(Demand.Asker::p95Ms))
        .ifPresent(strictest -> all.add(latency(forecast, strictest, perSecond)));
    all.add(memory(model, demand));
    all.add(disk(demand.disk()));
    return all;
  }

  private static Resource processor(Forecast forecast, Demand demand, double perSecond) {
    Estimate most = forecast.best().times(demand.bounds().maxCpuPercent() / PERCENT);
    return new Resource(
        "processor",
        perSecond / most.value(),
        most.chanceOfAtLeast(Math.max(perSecond, Double.MIN_NORMAL)),
        true,
        say(
            "%,.0f a second of %,.0f (%,.0f to %,.0f), which is %.0f %% of the best",
            perSecond, most.value(), most.low(), most.high(), demand.bounds().maxCpuPercent()));
  }

  private static Resource latency(Forecast forecast, Demand.Asker strictest, double perSecond) {
    Estimate p95 = forecast.p95(forecast.usersAt(perSecond));
    return new Resource(
        "latency",
        p95.value() / strictest.p95Ms(),
        1 - p95.chanceOfAtLeast(strictest.p95Ms()),
        true,
        say(
            "p95 of %.1f ms (%.1f to %.1f) of %.0f ms, as %s was promised",
            p95.value(), p95.low(), p95.high(), strictest.p95Ms(), strictest.tenant()));
  }

  private static Resource memory(CapacityModel model, Demand demand) {
    double most =
        model.origin().machine().memoryBytes() * demand.bounds().maxMemPercent() / PERCENT;
    return measured("memory", (double) model.peakBytes(), most, "the process at its largest");
  }

  private static Resource disk(Demand.Disk disk) {
    return measured(
        "disk", disk.needed(), disk.there(), "what is there and what added tenants may fill");
  }

  private static Resource measured(String name, double needed, double there, String of) {
    double share = there <= 0 ? Double.MAX_VALUE : needed / there;
    return new Resource(
        name,
        share,
        share <= 1 ? 1 : 0,
        false,
        say("%,.1f GB of %,.1f, %s", needed / 1e9, there / 1e9, of));
  }

  private static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  /** Whether one gateway is enough. */
  public boolean fits() {
    return gateways == 1;
  }

  /** {@code fits}, {@code does not fit} or {@code needs N gateways}. */
  public String answer() {
    return switch (gateways) {
      case 0 -> "does not fit";
      case 1 -> "fits";
      default -> "needs " + gateways + " gateways";
    };
  }

  /** The answer for people, a line each. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    Resource first = resources.get(0);
    lines.add(
        say(
            "%s: %,.0f requests a second of %d %s (%.0f %% sure)",
            answer(),
            demand.perSecond(),
            demand.tenants().size(),
            demand.tenants().size() == 1 ? "tenant" : "tenants",
            sure * PERCENT));
    lines.add(say("ends first: %s, %.0f %% of it", first.name(), first.share() * PERCENT));
    for (Resource resource : resources) {
      lines.add(
          say(
              "  %-9s %5.0f %%  %s",
              resource.name(), Math.min(resource.share() * PERCENT, 99_999), resource.what()));
    }
    lines.add("with " + demand.mix());
    return lines;
  }

  /** The same for programs. */
  public JsonObject json() {
    var all = new JsonArray();
    resources.forEach(
        resource ->
            all.add(
                new JsonObject()
                    .put("name", resource.name())
                    .put("share", resource.share())
                    .put("chance", resource.chance())
                    .put("what", resource.what())));
    var mix = new JsonObject();
    demand.mix().parts().forEach((kind, part) -> mix.put(kind.word(), part));
    return new JsonObject()
        .put("answer", answer())
        .put("fits", fits())
        .put("gateways", gateways)
        .put("sure", sure)
        .put("ends_first", resources.get(0).name())
        .put("requests_per_second", demand.perSecond())
        .put("mix", mix)
        .put("resources", all);
  }
}

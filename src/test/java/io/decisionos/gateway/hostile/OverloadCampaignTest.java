package io.decisionos.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten times as many callers as serve best, who come back at once, beside a neighbour within its
 * share: what is served of both, and whether all is as before five seconds later. {@code
 * campaign.seconds} says for how long, {@code campaign.recoveries} how often.
 */
@Tag("quiet")
final class OverloadCampaignTest {
  private static final int SECONDS = Integer.getInteger("campaign.seconds", 300);
  private static final int RECOVERIES = Integer.getInteger("campaign.recoveries", 20);
  private static final List<Integer> TRIED = List.of(2, 4, 8, 16, 32, 64);
  private static final int TIMES = 10;
  private static final int SOME_SECONDS = 10;
  private static final double GOODPUT = 0.9;
  private static final double SERVED = 0.999;
  private static final String SCENARIO =
      """
      {
        "name": "crowd", "target": "http://127.0.0.1:%d", "seed": 1, "connections": %d,
        "timeout_ms": 10000,
        "tenants": [{"id": "greedy", "role": "steady", "weight": 1}],
        "feeds": {"n": {"counter": "n"}},
        "requests": [%s],
        "phases": [%s],
        "thresholds": []
      }
      """;

  private static final int OTHERS = 99;
  private static final double ALIKE = 0.99;
  private static final String OTHERS_SCENARIO =
      """
      {
        "name": "others", "target": "http://127.0.0.1:%d", "seed": 1, "connections": 128,
        "timeout_ms": 10000,
        "tenants": [%s],
        "feeds": {"n": {"counter": "o"}},
        "requests": [%s],
        "phases": [{"kind": "constant", "rate": 50, "seconds": 15, "measured": false},
                   {"kind": "constant", "rate": %d, "seconds": 30}],
        "thresholds": []
      }
      """;

  /** What costs work. */
  private enum Work {
    CARDS(
        """
        {"name": "card", "method": "POST", "path": "/cards/reason-trends?tenant=${tenant}",
         "body": {"reasons": ["reason:infra-latency", "reason:infra-error", "custom"]}}
        """),
    WRITES(
        """
        {"name": "write", "method": "PUT", "path": "/etags/${n}?tenant=${tenant}&ttl_ms=5000",
         "body": {"n": "${n}"}}
        """);

    private final String request;

    Work(String request) {
      this.request = request;
    }
  }

  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource(Work.class)
  void theGoodputIsKeptAndTheNeighbourServed(Work work) throws Exception {
    try (var gateway = Besieged.start(home, Cores.measured(), List.of())) {
      int best = best(gateway, work);
      var phases = new CompletableFuture<List<JsonNode>>();
      List<String> wanted =
          List.of(
              closed(best, SOME_SECONDS),
              closed(best, 2 * SOME_SECONDS),
              closed(best * TIMES, SECONDS),
              "{\"kind\": \"pause\", \"seconds\": 5}",
              closed(best, 2 * SOME_SECONDS));
      var neighbour =
          Neighbour.ask(
              home,
              gateway.port(),
              SECONDS + 3 * SOME_SECONDS,
              () -> phases.completeAsync(() -> crowdOrDie(gateway, work, best * TIMES, wanted)));
      JsonNode before = phases.join().get(1);
      JsonNode crowded = phases.join().get(2);
      double kept = goodput(crowded) / goodput(before);
      say(
          "%s: %d callers serve best, %.0f a second; %d: %.0f, %.2f of it, %.1f %% refused, p99"
              + " %.1f ms; after: %.0f; the neighbour is served %.3f %%, p99 %.1f ms, alone %.1f"
              + " ms%s",
          work,
          best,
          goodput(before),
          best * TIMES,
          goodput(crowded),
          kept,
          100 * crowded.get("rejected_share").asDouble(),
          Neighbour.p99(crowded),
          goodput(phases.join().get(4)),
          100 * neighbour.served(),
          neighbour.p99Beside(),
          neighbour.p99Alone(),
          neighbour.counts() ? "" : "; its tool does not stand by that: " + neighbour.objections());
      int recovered = recoveries(gateway, work, best);
      var softly = new SoftAssertions();
      softly.assertThat(kept).isGreaterThanOrEqualTo(GOODPUT);
      softly.assertThat(neighbour.served()).isGreaterThanOrEqualTo(SERVED);
      softly.assertThat(recovered).isEqualTo(RECOVERIES);
      softly.assertAll();
    }
  }

  /** A hundred tenants, of whom one asks for a hundred times its share. */
  @ParameterizedTest
  @EnumSource(Work.class)
  void theOthersAreServedAlike(Work work) throws Exception {
    List<String> others = IntStream.range(0, OTHERS).mapToObj(i -> "other-" + i).toList();
    for (String id : others) {
      Files.writeString(
          Files.createDirectories(home.resolve("tenants")).resolve(id + ".yaml"),
          "tenant_id: " + id + "\nname: N\nstatus: active\n");
    }
    try (var gateway = Besieged.start(home, Cores.measured(), List.of())) {
      int best = best(gateway, work);
      double all =
          goodput(
              crowd(gateway, work, best, List.of(closed(best, SOME_SECONDS), closed(best, 5)))
                  .get(1));
      var greedy =
          CompletableFuture.supplyAsync(
              () -> crowdOrDie(gateway, work, best * TIMES, List.of(closed(best * TIMES, 75))));
      String scenario =
          OTHERS_SCENARIO.formatted(
              gateway.port(),
              others.stream()
                  .map(id -> "{\"id\": \"%s\", \"role\": \"steady\", \"weight\": 1}".formatted(id))
                  .collect(Collectors.joining(",")),
              work.request,
              // Each asks for a little less than its share.
              (long) (all * 0.9 * OTHERS / (OTHERS + 1)));
      JsonNode tenants =
          new LoadTool(home, "others", scenario).run().get("phases").get(1).get("tenants");
      double[] served =
          others.stream().mapToDouble(id -> tenants.get(id).get("ok").asDouble()).toArray();
      double asked =
          others.stream().mapToDouble(id -> tenants.get(id).get("ended").asDouble()).sum();
      say(
          "%s: %.0f a second in all; %d tenants within their share: Jain's index %.4f, %.3f %%"
              + " served; the greedy one %.0f a second",
          work,
          all,
          OTHERS,
          jain(served),
          100 * DoubleStream.of(served).sum() / asked,
          goodput(greedy.join().get(0)));
      assertThat(jain(served)).isGreaterThanOrEqualTo(ALIKE);
    }
  }

  private static double jain(double[] served) {
    double sum = DoubleStream.of(served).sum();
    return sum * sum / (served.length * DoubleStream.of(served).map(x -> x * x).sum());
  }

  private List<JsonNode> crowdOrDie(
      Besieged gateway, Work work, int connections, List<String> phases) {
    try {
      return crowd(gateway, work, connections, phases);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int best(Besieged gateway, Work work) throws IOException, InterruptedException {
    List<JsonNode> phases =
        crowd(
            gateway,
            work,
            TRIED.get(TRIED.size() - 1),
            Stream.concat(
                    Stream.of(closed(TRIED.get(TRIED.size() - 1), SOME_SECONDS)),
                    TRIED.stream().map(users -> closed(users, SOME_SECONDS)))
                .toList());
    int best = 0;
    for (int i = 0; i < TRIED.size(); i++) {
      say("%s: %d callers, %.0f a second", work, TRIED.get(i), goodput(phases.get(i + 1)));
      best = goodput(phases.get(i + 1)) > goodput(phases.get(best + 1)) ? i : best;
    }
    return TRIED.get(best);
  }

  /** How often nobody was refused five seconds after, and as much served as before. */
  private int recoveries(Besieged gateway, Work work, int best)
      throws IOException, InterruptedException {
    var wanted = new ArrayList<String>(List.of(closed(best, SOME_SECONDS), calm()));
    for (int i = 0; i < RECOVERIES; i++) {
      wanted.add(closed(best * TIMES, 5));
      wanted.add("{\"kind\": \"pause\", \"seconds\": 5}");
      wanted.add(calm());
    }
    List<JsonNode> phases = crowd(gateway, work, best * TIMES, wanted);
    double before = goodput(phases.get(1));
    List<JsonNode> after =
        IntStream.range(0, RECOVERIES).mapToObj(i -> phases.get(4 + 3 * i)).toList();
    say(
        "%s: %.0f a second before, after each: %s",
        work,
        before,
        after.stream()
            .map(phase -> String.format(Locale.ROOT, "%.0f", goodput(phase)))
            .collect(Collectors.joining(", ")));
    return (int)
        after.stream()
            .filter(phase -> phase.get("ok").asLong() == phase.get("ended").asLong())
            .filter(phase -> goodput(phase) >= GOODPUT * before)
            .count();
  }

  private List<JsonNode> crowd(Besieged gateway, Work work, int connections, List<String> phases)
      throws IOException, InterruptedException {
    String scenario =
        SCENARIO.formatted(gateway.port(), connections, work.request, String.join(",", phases));
    var seen = new ArrayList<JsonNode>();
    new LoadTool(home, "crowd", scenario).run().get("phases").forEach(seen::add);
    assertThat(seen).hasSameSizeAs(phases);
    return seen;
  }

  private static String closed(int users, int seconds) {
    return "{\"kind\": \"closed\", \"users\": %d, \"think_ms\": 0, \"seconds\": %d}"
        .formatted(users, seconds);
  }

  private static String calm() {
    return "{\"kind\": \"closed\", \"users\": 8, \"think_ms\": 20, \"seconds\": 5}";
  }

  private static double goodput(JsonNode phase) {
    return phase.get("ok").asDouble() / phase.get("seconds").asDouble();
  }

  private static void say(String form, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, form, arguments));
  }
}

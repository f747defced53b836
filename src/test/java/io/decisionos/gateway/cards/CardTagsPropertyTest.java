package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.access.SecretFile;
import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.http.Window;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random cards of a whole gateway while random things happen: a tag changes exactly when the answer
 * does, whoever has the answer is told so and nobody else, and an answer is what drawing it anew
 * would make. {@code -Dcards.seeds=N} tries more seeds, {@code -Dcards.first=S} others.
 */
final class CardTagsPropertyTest {
  private static final long FIRST = Long.getLong("cards.first", 0);
  private static final long SEEDS = Long.getLong("cards.seeds", 4);
  private static final int STEPS = 30;
  private static final int READS = 6;
  private static final int POOL = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TenantId ACME = new TenantId("acme-corp");
  private static final String EVERYTHING =
      "/cards/reason-trends/summary?start=1900-01-01T00:00:00Z&end=2100-01-01T00:00:00Z";
  private static final List<String> REASONS =
      List.of("reason:perf", "reason:infra-error", "reason:infra-latency", "slow-network", "new");
  private static final List<Duration> TIMES =
      List.of(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofHours(11), Duration.ofDays(1));

  @TempDir private Path home;

  private Random random;
  private Instant now;
  private RunningGateway gateway;
  private CardModel model;
  private TagBook tags;
  private final List<CardRead> pool = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aTagChangesExactlyWhenTheAnswerWould(long seed) throws IOException {
    random = new Random(seed);
    tags = new TagBook(random, (to, known) -> ask(to, known, random.nextInt(4) == 0));
    now = Instant.parse("2024-02-27T00:00:00Z").plusSeconds(random.nextInt(6 * 86_400));
    start();
    try {
      model = new CardModel(ACME, SecretFile.of(home.resolve("var/secret")));
      while (pool.size() < POOL) {
        pool.add(CardRead.of(random, now));
      }
      for (int step = 0; step < STEPS; step++) {
        String happened = "seed " + seed + ", step " + step + ", after " + happen(step);
        for (int i = 0; i < READS; i++) {
          check(pool.get(random.nextInt(pool.size())), happened);
        }
        if (random.nextInt(10) == 0) {
          checkHighlights(CardRead.span(random), happened);
        }
      }
    } finally {
      gateway.close();
    }
  }

  private void start() throws IOException {
    Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    var variables = Map.of("DECISIONOS_EVENTS_FOLLOW_MS", "20");
    gateway = RunningGateway.start(home, variables, new Machine(clock, FileOpener.DISK));
  }

  private String happen(int step) throws IOException {
    int what = random.nextInt(16);
    if (what < 6) {
      List<ReasonEvent> events = events();
      send("acme-corp", lines(events));
      model.add(events);
      return "events";
    }
    return switch (what) {
      case 6, 7 -> {
        send("default", lines(events()));
        yield "another tenant's events";
      }
      case 8 -> follow(step);
      case 9, 10 -> edit();
      case 11, 12, 13 -> {
        now = now.plus(TIMES.get(random.nextInt(TIMES.size())));
        yield "time";
      }
      case 14 -> {
        gateway.close();
        start();
        model.restart();
        yield "a restart";
      }
      default -> "nothing";
    };
  }

  private List<ReasonEvent> events() {
    var events = new ArrayList<ReasonEvent>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String reason = REASONS.get(random.nextInt(REASONS.size()));
      events.add(new ReasonEvent(CardRead.moment(random, now), reason, 1 + random.nextInt(3)));
    }
    return events;
  }

  private static String lines(List<ReasonEvent> events) {
    return events.stream()
        .map(
            event ->
                "{\"ts\":\"%s\",\"reason\":\"%s\",\"count\":%d}\n"
                    .formatted(event.ts(), event.reason(), event.count()))
        .collect(Collectors.joining());
  }

  private void send(String tenant, String lines) {
    HttpResponse<String> answer =
        gateway.send(
            gateway
                .request("/events/reasons?tenant=" + tenant)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Lets another process write events, and waits until they count. */
  private String follow(int step) throws IOException {
    List<ReasonEvent> events = events();
    Path folder = Files.createDirectories(home.resolve("var/events/acme-corp"));
    Files.writeString(
        folder.resolve("other-" + step % 2 + ".jsonl"),
        lines(events),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    model.add(events);
    var all = new CardRead(EVERYTHING, time -> everything());
    Await.until(PATIENCE, () -> isThere(all), () -> gateway.ops("/readyz").body());
    return "a file of another process";
  }

  private static Card everything() {
    var window =
        new Window(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    return new TrendSummary(window, 5, Optional.empty(), Optional.empty());
  }

  private boolean isThere(CardRead read) {
    return ask(read.target(), List.of(), false).body().equals(model.draw(read.card().apply(now)));
  }

  /** Puts another catalogue in force; one that changes no card is in force unnoticed. */
  private String edit() throws IOException {
    int which = random.nextInt(Catalogs.EDITS.size());
    Path file = gateway.conf().resolve("cards.yaml");
    Path draft = file.resolveSibling(".cards.yaml.tmp");
    Files.writeString(draft, Catalogs.EDITS.get(which));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    model.turn(Catalogs.of(Catalogs.EDITS.get(which)));
    var palette = new CardRead("/cards/reason-trends/palette", time -> new Palette());
    Await.until(PATIENCE, () -> isThere(palette), () -> gateway.ops("/readyz").body());
    return "catalogue " + which;
  }

  private HttpResponse<String> ask(String target, List<String> tags, boolean asOperator) {
    String asked = target + (target.contains("?") ? "&" : "?") + "tenant=acme-corp";
    var request =
        asOperator ? gateway.opsRequest("/ops/tenants/acme-corp" + target) : gateway.request(asked);
    if (!tags.isEmpty()) {
      request.header("If-None-Match", String.join(", ", tags));
    }
    return gateway.send(request.GET().build());
  }

  private void check(CardRead read, String happened) {
    String expected = model.draw(read.card().apply(now));
    tags.check(read.target(), expected, happened);
    List<CardRead> more = read.goingOn(new JsonObject(expected));
    if (!more.isEmpty() && random.nextInt(3) == 0) {
      pool.set(random.nextInt(pool.size()), more.get(random.nextInt(more.size())));
    }
  }

  /** Pages may be up to a second old; once one is not full, all are as fresh as can be. */
  private void checkHighlights(Span span, String happened) {
    String target = "/cards/highlights/stream?bucket=" + CardRead.word(span);
    String next = "";
    JsonObject page;
    do {
      page = new JsonObject(ask(target + "&limit=100" + next, List.of(), false).body());
      next = "&since=" + page.getString("next");
    } while (page.getJsonArray("items").size() == 100);
    for (boolean explain : List.of(true, false)) {
      int limit = 1 + random.nextInt(100);
      HighlightsPage expected = model.highlights(span, Optional.empty(), limit, explain);
      String first = target + "&limit=" + limit + "&explain=" + (explain ? 1 : 0);
      tags.check(first, expected.answer().body().toString(), happened);
      HighlightsPage behind = model.highlights(span, Optional.of(expected.next()), limit, explain);
      String more = first + "&since=" + expected.next();
      tags.check(more, behind.answer().body().toString(), happened);
    }
  }
}

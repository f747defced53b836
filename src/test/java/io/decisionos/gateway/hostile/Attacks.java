package io.decisionos.gateway.hostile;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that is tried, a row each for what {@code docs/resources.md} lists. */
final class Attacks {
  /** The tenant that takes all it can; it has no limits of its own. */
  static final String TENANT = "greedy";

  private static final int KIB = 1024;
  private static final String ASK = get("/slo?tenant=" + TENANT);
  private static final String LABELS =
      IntStream.range(0, 9_000)
          .mapToObj(i -> "\"label-number-" + i + "\":1")
          .collect(Collectors.joining(",", "{\"labels\":{", "}}"));
  private static final String TEXT = "x".repeat(15 * KIB);

  private Attacks() {}

  /** The connections, what is sent over them and what waits on them. */
  private static List<Attack> ofConnections() {
    return List.of(
        Attack.by(4, "connections that say nothing", (grip, n) -> grip.hold(2_000, "")),
        Attack.by(4, "connections that come and go", (grip, n) -> grip.ask(ASK)),
        Attack.by(2, "heads byte by byte", (grip, n) -> grip.hold(500, n % 2 == 0 ? "G" : "E")),
        Attack.by(
            2,
            "bodies byte by byte",
            (grip, n) -> grip.hold(500, put("k" + n, "", 900 * KIB, "\"half "))),
        Attack.by(2, "answers that nobody reads", (grip, n) -> grip.hold(8, ASK.repeat(200))),
        Attack.by(
            2,
            "large answers that nobody reads",
            (grip, n) -> {
              if (n % 50 == 0) {
                grip.ask(put("large", "", '"' + TEXT + '"'));
              }
              grip.hold(16, get("/etags/large?tenant=" + TENANT).repeat(50));
            }),
        Attack.by(
            4,
            "heads as long as they may be",
            (grip, n) ->
                grip.ask(get("/slo?tenant=" + TENANT, "X-Long: " + "y".repeat(15 * KIB) + "\r\n"))),
        Attack.by(
            2,
            "streams",
            (grip, n) ->
                grip.hold(
                    300,
                    get(
                        "/cards/highlights/stream?tenant=" + TENANT,
                        "Accept: text/event-stream\r\n"))));
  }

  /** The processor, of event loops and of workers. */
  private static List<Attack> ofTime() {
    return List.of(
        Attack.by(4, "hot reads", (grip, n) -> grip.askAll(ASK.repeat(200))),
        Attack.by(
            8,
            "bodies that take long",
            (grip, n) -> grip.ask(post("/labels/validate?tenant=" + TENANT, LABELS))),
        Attack.by(
            8,
            "cards over long windows",
            (grip, n) ->
                grip.ask(
                    get(
                        "/cards/reason-trends/summary?bucket=hour&limit=1000&tenant="
                            + TENANT
                            + "&start="
                            + Instant.EPOCH.plusSeconds(n)
                            + "&end=2026-12-31T00:00:00Z"))),
        Attack.by(
            8,
            "listings",
            (grip, n) -> grip.ask(get("/etags?limit=1000&tenant=" + TENANT + "&prefix=k"))),
        Attack.by(
            4,
            "names that nobody has",
            (grip, n) ->
                grip.askAll(
                    get("/slo?tenant=nobody-" + n)
                        + get("/no/such/path-" + n + "?tenant=" + TENANT)
                        + get("/slo?tenant=" + TENANT, "X-Request-Id: id-" + n + "\r\n"))));
  }

  /** Memory and disk of what is kept. */
  private static List<Attack> ofKept() {
    return List.of(
        Attack.by(
            8,
            "entries, kept answers and once-names",
            (grip, n) ->
                grip.askAll(
                    IntStream.range(0, 50)
                        .mapToObj(i -> n + "-" + i)
                        .map(name -> put("k" + name, "Idempotency-Key: " + name + "\r\n", "1"))
                        .collect(Collectors.joining()))),
        Attack.by(
            8,
            "nonces",
            (grip, n) ->
                grip.askAll(
                    IntStream.range(0, 50)
                        .mapToObj(i -> nonce(n + "-" + i))
                        .collect(Collectors.joining()))),
        Attack.by(
            4,
            "events under as many reasons",
            (grip, n) -> grip.ask(post("/events/reasons?tenant=" + TENANT, events(n)))),
        Attack.by(
            4,
            "evidence",
            (grip, n) ->
                grip.ask(
                    post(
                        "/evidence?tenant=" + TENANT,
                        "{\"n\":" + n + ",\"t\":\"" + TEXT + "\"}"))));
  }

  static List<Attack> all() {
    return Stream.of(ofConnections(), ofTime(), ofKept()).flatMap(List::stream).toList();
  }

  private static String events(long n) {
    String now = Instant.now().toString();
    return IntStream.range(0, 2_000)
        .mapToObj(i -> "{\"ts\":\"" + now + "\",\"reason\":\"r" + n + "-" + i + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String nonce(String name) {
    return post(
        "/replay?tenant=" + TENANT,
        "{\"nonce\":\"" + name + "\",\"timestamp_ms\":" + System.currentTimeMillis() + "}");
  }

  private static String get(String target) {
    return get(target, "");
  }

  private static String get(String target, String fields) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
  }

  private static String post(String target, String json) {
    return "POST " + target + head(json.length()) + "\r\n" + json;
  }

  private static String put(String key, String fields, String json) {
    return put(key, fields, json.length(), json);
  }

  private static String put(String key, String fields, int length, String begin) {
    return "PUT /etags/" + key + "?tenant=" + TENANT + head(length) + fields + "\r\n" + begin;
  }

  private static String head(int length) {
    return " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n";
  }
}

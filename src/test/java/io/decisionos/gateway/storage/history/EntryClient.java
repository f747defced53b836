package io.decisionos.gateway.storage.history;

import io.decisionos.gateway.storage.history.Operation.Kind;
import io.decisionos.gateway.storage.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One of several clients that work on the same entries, and what it remembers of it. Values are
 * bodies, as a tag is not known to whom a write's answer does not reach. For one thread.
 */
final class EntryClient {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final Calls calls;
  private final Random random;
  private final Map<String, String> bodyOfTag;
  private final Map<String, String> lastTag;
  private final Map<String, List<Operation>> history = new ConcurrentHashMap<>();
  private final String name;
  private int count;
  private long repeats;

  /** What clients of one campaign know of each other's tags. */
  record Knowledge(Map<String, String> bodyOfTag, Map<String, String> lastTag) {
    static Knowledge none() {
      return new Knowledge(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  EntryClient(String name, Calls calls, Knowledge shared, long seed) {
    this.name = name;
    this.calls = calls;
    this.bodyOfTag = shared.bodyOfTag();
    this.lastTag = shared.lastTag();
    this.random = new Random(seed);
  }

  /**
   * One operation, of a kind by chance, on the key; tells whether something may have come of it.
   */
  boolean step(String key) {
    String body = "\"" + name + "-" + count++ + "\"";
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    return switch (kind) {
      case PUT -> write(key, kind, body);
      case CREATE -> write(key, kind, body, "If-None-Match", "*");
      case CAS -> compareAndSet(key, body);
      case DELETE -> delete(key);
      case GET -> read(key);
    };
  }

  private boolean compareAndSet(String key, String body) {
    String tag = lastTag.get(key);
    return tag == null ? read(key) : write(key, Kind.CAS, body, "If-Match", tag);
  }

  private boolean write(String key, Kind kind, String body, String... condition) {
    Optional<String> expected =
        kind == Kind.CAS ? Optional.of(bodyOfTag.get(condition[1])) : Optional.empty();
    long called = System.nanoTime();
    Calls.Heard heard = send("PUT", target(key) + "&ttl_ms=86400000", body, condition);
    heard.tag().filter(tag -> heard.status() < 300).ifPresent(tag -> learn(key, tag, body));
    return note(key, heard, operation(kind, expected, Optional.of(body), heard, called));
  }

  private boolean delete(String key) {
    long called = System.nanoTime();
    Calls.Heard heard = send("DELETE", target(key), "");
    return note(
        key, heard, operation(Kind.DELETE, Optional.empty(), Optional.empty(), heard, called));
  }

  /** Half of the writes go under a key and are repeated until answered: they happen once. */
  private Calls.Heard send(String method, String target, String body, String... condition) {
    if (random.nextBoolean()) {
      return calls.send(method, target, body, condition);
    }
    var headers = new ArrayList<>(List.of(condition));
    headers.addAll(List.of("Idempotency-Key", name + "-" + count));
    var all =
        Repeats.untilAnswered(
            () -> calls.send(method, target, body, headers.toArray(String[]::new)));
    repeats += all.attempts() - 1;
    return all.last();
  }

  private boolean read(String key) {
    return read(key, System.nanoTime(), calls.send("GET", target(key), ""));
  }

  /** Reads the key, however often it has to be asked for. */
  void readUntilAnswered(String key) {
    long called = System.nanoTime();
    read(key, called, Repeats.untilAnswered(() -> calls.send("GET", target(key), "")).last());
  }

  private boolean read(String key, long called, Calls.Heard heard) {
    Optional<String> seen = heard.status() == 200 ? Optional.of(heard.body()) : Optional.empty();
    heard.tag().ifPresent(tag -> learn(key, tag, heard.body()));
    if (heard.status() != 200 && heard.status() != 404) {
      return false;
    }
    return note(
        key,
        heard,
        new Operation(Kind.GET, Optional.empty(), seen, Outcome.DONE, called, System.nanoTime()));
  }

  private void learn(String key, String tag, String body) {
    String other = bodyOfTag.putIfAbsent(tag, body);
    if (other != null && !other.equals(body)) {
      throw new AssertionError("the tag " + tag + " stood for " + other + " and for " + body);
    }
    lastTag.put(key, tag);
  }

  private static Operation operation(
      Kind kind,
      Optional<String> expected,
      Optional<String> value,
      Calls.Heard heard,
      long called) {
    if (heard.fate() == Calls.Fate.UNKNOWN) {
      return new Operation(kind, expected, value, Outcome.UNKNOWN, called, Operation.NEVER);
    }
    Outcome outcome = heard.status() < 300 ? Outcome.DONE : Outcome.REFUSED;
    return new Operation(kind, expected, value, outcome, called, System.nanoTime());
  }

  private boolean note(String key, Calls.Heard heard, Operation operation) {
    boolean counts = heard.fate() != Calls.Fate.NOT_DONE;
    if (counts) {
      history.computeIfAbsent(key, k -> new ArrayList<>()).add(operation);
    }
    return counts;
  }

  private static String target(String key) {
    return "/etags/" + key + "?tenant=acme-corp";
  }

  /** How often a write had to be sent again. */
  long repeats() {
    return repeats;
  }

  Map<String, List<Operation>> history() {
    return history;
  }
}

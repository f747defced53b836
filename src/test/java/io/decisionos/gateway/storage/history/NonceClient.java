package io.decisionos.gateway.storage.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Sends claims, new ones and old ones, and counts how often each pair was allowed. Half of the new
 * ones go under an {@code Idempotency-Key} and are repeated until they are answered. For one
 * thread.
 */
final class NonceClient {
  private static final int ALLOWED = 200;
  private static final int USED_BEFORE = 409;

  private final Calls calls;
  private final LongSupplier clock;
  private final Random random;
  private final String name;
  private final Map<String, AtomicInteger> allowed = new ConcurrentHashMap<>();
  private final List<String> known = new ArrayList<>();
  private long claims;
  private Calls.Heard last;

  NonceClient(String name, Calls calls, LongSupplier clock, long seed) {
    this.name = name;
    this.calls = calls;
    this.clock = clock;
    this.random = new Random(seed);
  }

  /** One claim, by chance a new one or one of before; tells whether it was answered. */
  boolean step() {
    if (known.isEmpty() || random.nextInt(3) == 0) {
      String fresh = claim();
      known.add(fresh);
      return random.nextBoolean() ? sendUntilAnswered(fresh) : send(fresh);
    }
    return send(known.get(random.nextInt(known.size())));
  }

  /** What nobody claimed before cannot be taken for used, however often it had to be sent. */
  private boolean sendUntilAnswered(String fresh) {
    var repeated =
        Repeats.untilAnswered(() -> send(fresh, "Idempotency-Key", name + "-" + known.size()));
    if (repeated.last().status() == USED_BEFORE) {
      throw new AssertionError("a first answer was lost: " + fresh + ", " + repeated);
    }
    return note(fresh, repeated.last());
  }

  private boolean send(String claim) {
    return note(claim, send(claim, new String[0]));
  }

  private boolean note(String claim, Calls.Heard heard) {
    if (heard.status() == ALLOWED) {
      allowed.computeIfAbsent(claim, c -> new AtomicInteger()).incrementAndGet();
    }
    boolean counts = heard.fate() != Calls.Fate.NOT_DONE;
    claims += counts ? 1 : 0;
    return counts;
  }

  private Calls.Heard send(String claim, String... headers) {
    last = calls.send("POST", "/replay?tenant=acme-corp", claim, headers);
    return last;
  }

  /** Makes every claim once more that was allowed, whatever was answered since. */
  void claimAgain() {
    for (String claim : List.copyOf(allowed.keySet())) {
      note(claim, Repeats.untilAnswered(() -> send(claim, new String[0])).last());
    }
  }

  /** Whether a claim that nobody made before is allowed. */
  boolean isFreshAllowed() {
    String fresh = claim();
    known.add(fresh);
    return send(fresh, new String[0]).status() == ALLOWED;
  }

  /** What was heard last, to tell why nothing is allowed. */
  Calls.Heard lastAnswer() {
    return last;
  }

  private String claim() {
    return "{\"nonce\":\"%s-%d\",\"timestamp_ms\":%d}"
        .formatted(name, known.size(), clock.getAsLong());
  }

  Map<String, AtomicInteger> allowed() {
    return allowed;
  }

  long claims() {
    return claims;
  }
}

package io.decisionos.gateway.storage.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends claims, new ones and old ones, and counts how often each pair was allowed. */
final class NonceClient {
  private static final int ALLOWED = 200;

  private final Calls calls;
  private final Random random;
  private final String name;
  private final Map<String, AtomicInteger> allowed = new ConcurrentHashMap<>();
  private final List<String> known = new ArrayList<>();

  NonceClient(String name, Calls calls, long seed) {
    this.name = name;
    this.calls = calls;
    this.random = new Random(seed);
  }

  /** One claim, by chance a new one or one of before; tells whether a gateway was there. */
  boolean step() {
    if (known.isEmpty() || random.nextInt(3) == 0) {
      known.add(claim(name + "-" + known.size()));
    }
    String claim = known.get(random.nextInt(known.size()));
    int status = send(claim);
    if (status == ALLOWED) {
      allowed.computeIfAbsent(claim, c -> new AtomicInteger()).incrementAndGet();
    }
    return status != 0;
  }

  /** Whether a claim that nobody made before is allowed. */
  boolean isFreshAllowed(String nonce) {
    return send(claim(nonce)) == ALLOWED;
  }

  private int send(String claim) {
    return calls.send("POST", "/replay?tenant=acme-corp", claim).status();
  }

  private static String claim(String nonce) {
    return "{\"nonce\":\"" + nonce + "\",\"timestamp_ms\":" + System.currentTimeMillis() + "}";
  }

  Map<String, AtomicInteger> allowed() {
    return allowed;
  }
}

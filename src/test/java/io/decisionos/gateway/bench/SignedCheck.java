package io.decisionos.gateway.bench;

import com.sun.management.ThreadMXBean;
import io.decisionos.gateway.access.SignedConnection;
import io.decisionos.gateway.access.SignedRequests;
import io.decisionos.gateway.fixture.ListedKey;
import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeySpelling;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.KeyText;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.signature.SignatureBase;
import io.decisionos.gateway.signature.SignatureFinder;
import io.decisionos.gateway.signature.SignatureInput;
import io.decisionos.gateway.signature.SignatureRules;
import io.decisionos.gateway.signature.SignedMessage;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;

/**
 * What each part of the look at a signed {@code GET} costs: time and allocation, in one process and
 * in rounds in which every part has its turn, so that a busy machine disturbs all alike. Time is
 * that on a core.
 */
public final class SignedCheck {
  private static final int ROUNDS = 60;
  private static final int WARM_UP = 20;
  private static final int TURN = 20_000;
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final SigningKey key = SigningKey.make("bench", Algorithm.HMAC_SHA256);
  private final long created = Instant.now().getEpochSecond();
  private final SignedMessage message = message(Field.TARGET);
  private final SignedMessage other = message("/slo/latency_p95_ms?tenant=bench");
  private final Map<String, Supplier<Object>> parts = new LinkedHashMap<>();
  private final SignatureFinder finder = new SignatureFinder();
  private Object last = "";
  private boolean turned;

  /** What one part took. */
  private record Taken(double nanos, double bytes) {}

  /** A request whose fields are kept as the server keeps them. */
  private record Sent(Request request, String path, String query, MultiMap headers)
      implements SignedMessage {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String target() {
      return request.target();
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public List<String> fields(String name) {
      return headers.getAll(name);
    }

    @Override
    public boolean has(String name) {
      return headers.contains(name);
    }

    @Override
    public boolean hasBody() {
      return false;
    }
  }

  /** Measures and prints. */
  public static void main(String[] arguments) {
    new SignedCheck().print();
  }

  private SignedMessage message(String target) {
    Request get = Request.of("GET", target, "");
    Request signed = new RequestSigner(key).sign(get, created, "none");
    MultiMap headers = HttpHeaders.headers().add("Host", "localhost");
    signed.fields().forEach(headers::add);
    return new Sent(signed, signed.path(), signed.query(), headers);
  }

  private void fill() {
    var registry = new KeyRegistry();
    registry.list(
        ListedKey.listing(Purpose.REQUESTS, ListedKey.of(key, KeyState.ACTIVE)), Instant.now());
    var requests = new SignedRequests(registry, Clock.systemUTC(), SKEW);
    SignatureRules rules = finder.find(message).orElseThrow();
    SignatureInput input = rules.input();
    byte[] base = SignatureBase.of(input, message);
    Mac mac = KeySpelling.mac(new KeyText(KeyText.Notation.JWK, key.jwk().encode()));
    parts.put("what is said of it, read anew", () -> new SignatureFinder().find(message));
    parts.put("what is said of it, as the last time", () -> finder.find(message));
    parts.put("its bytes are read", () -> new SignatureFinder().signature(rules, message));
    parts.put("what it must cover and say", () -> covered(rules));
    parts.put("the bytes that are signed", () -> SignatureBase.of(input, message));
    parts.put("one HMAC", () -> mac.doFinal(base));
    Key listed = registry.ring(Purpose.REQUESTS).keys().get("bench");
    parts.put("its key counts", () -> listed.countsAt(Clock.systemUTC().instant(), SKEW));
    parts.put("its use is noted", () -> note(registry, listed));
    var connection = new SignedConnection();
    parts.put("all of it, another request each time", () -> inTurns(requests, connection));
    var same = new SignedConnection();
    parts.put("all of it, the same request each time", () -> verify(requests, same, message));
  }

  /** Each request is another than the one before. */
  private Object inTurns(SignedRequests requests, SignedConnection connection) {
    turned = !turned;
    return verify(requests, connection, turned ? other : message);
  }

  private static Object verify(
      SignedRequests requests, SignedConnection connection, SignedMessage message) {
    return requests.verify(
        connection, connection.find(message).orElseThrow(), message, signer -> SKEW);
  }

  private Object covered(SignatureRules rules) {
    rules.requireCovered(message);
    return rules.nonce(message.method());
  }

  private static Object note(KeyRegistry registry, Key key) {
    registry.uses().note(key.id(), Instant.now().toEpochMilli());
    return key;
  }

  private void print() {
    fill();
    var nanos = new double[parts.size()][ROUNDS];
    var bytes = new double[parts.size()][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int part = 0;
      for (Supplier<Object> one : parts.values()) {
        Taken taken = turn(one);
        if (round >= 0) {
          nanos[part][round] = taken.nanos();
          bytes[part][round] = taken.bytes();
        }
        part++;
      }
    }
    Report.line("| part | ns, median | lower quartile | bytes |");
    Report.line("|---|---|---|---|");
    int part = 0;
    for (String name : parts.keySet()) {
      Report.line(
          "| %s | %.0f | %.0f | %.0f |",
          name, quartile(nanos[part], 2), quartile(nanos[part], 1), quartile(bytes[part], 2));
      part++;
    }
  }

  private Taken turn(Supplier<Object> part) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < TURN; i++) {
      last = part.get();
    }
    long took = THREADS.getCurrentThreadCpuTime() - begin;
    long more = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (last == null) {
      throw new IllegalStateException("a part came to nothing");
    }
    return new Taken((double) took / TURN, (double) more / TURN);
  }

  private static double quartile(double[] values, int which) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length * which / 4];
  }
}

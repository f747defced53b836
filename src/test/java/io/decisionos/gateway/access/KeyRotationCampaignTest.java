package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes keys on and on while callers call: a few times in every build, ten thousand times with
 * {@code -Pcampaign}. Each key is active, then in grace, then retired, by files alone.
 */
final class KeyRotationCampaignTest {
  private static final int ROTATIONS = Integer.getInteger("campaign.rotations", 12);
  private static final int CALLERS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private volatile RunningGateway gateway;
  private volatile Step step;
  private volatile int begun;
  private volatile boolean over;

  /** A key that is known to be in force, with a token of it and one of the key before the last. */
  private record Step(int number, SigningKey key, String token, List<Step> before) {
    static Step of(int number, List<Step> before) {
      SigningKey key = SigningKey.make("key-" + number, Algorithm.EDDSA);
      var claims =
          new JsonObject()
              .put("iss", "decisionos")
              .put("aud", "decisionos")
              .put("sub", "alice")
              .put("tenant", "acme-corp")
              .put("scope", "ops:read")
              .put("exp", Instant.now().getEpochSecond() + 86_400);
      return new Step(number, key, key.sign(claims), before);
    }
  }

  @Test
  void noValidRequestIsRefusedAndNoRetiredKeyIsAccepted() throws Exception {
    Path conf = Files.createDirectories(home.resolve("conf"));
    Step first = Step.of(0, List.of());
    first.key().writeTo(conf);
    SigningKey.list(conf, first.key().entry("active"));
    liftLimit();
    try (var running = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"))) {
      gateway = running;
      step = first;
      List<Thread> callers = Stream.generate(() -> new Thread(this::call)).limit(CALLERS).toList();
      callers.forEach(Thread::start);
      try {
        for (int i = 1; i <= ROTATIONS && complaints.isEmpty(); i++) {
          rotate(i);
        }
      } finally {
        over = true;
        for (Thread caller : callers) {
          caller.join();
        }
      }
    }

    System.out.printf("campaign rotations=%d requests=%d%n", begun, answered.get());
    assertThat(complaints).isEmpty();
    assertThat(answered.get()).isGreaterThan(ROTATIONS);
  }

  /** The callers are to meet new keys, not the tenant's limit. */
  private void liftLimit() throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    String shipped = Files.readString(Path.of("tenants/acme_corp.yaml"));
    Files.writeString(
        tenants.resolve("acme_corp.yaml"), shipped.replace("max_qps: 5000", "max_qps: 1000000"));
  }

  private void rotate(int number) throws IOException {
    Step last = step;
    Step next =
        Step.of(number, List.of(new Step(last.number(), last.key(), last.token(), List.of())));
    next.key().writeTo(gateway.conf());
    begun = number;
    String retired =
        last.before().stream().map(s -> s.key().entry("retired")).findFirst().orElse("");
    SigningKey.list(gateway.conf(), next.key().entry("active"), last.key().entry("grace"), retired);
    Await.until(PATIENCE, () -> status(next.token()) == 200, () -> "key " + number);
    for (Step gone : last.before()) {
      if (status(gone.token()) != 401) {
        complaints.add("a token of the retired key " + gone.number() + " counts");
      }
      Files.delete(gateway.conf().resolve(gone.key().file()));
    }
    step = next;
  }

  /** Calls with the newest key's token, which stays good until its key is retired. */
  private void call() {
    while (!over) {
      Step mine = step;
      int status = status(mine.token());
      if (status == 200) {
        answered.incrementAndGet();
      } else if (begun < mine.number() + 2) {
        complaints.add("a token of key " + mine.number() + " got " + status + " at " + begun);
      }
    }
  }

  private int status(String token) {
    return gateway.get("/slo?tenant=acme-corp", token).statusCode();
  }
}

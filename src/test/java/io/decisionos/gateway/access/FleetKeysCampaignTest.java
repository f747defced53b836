package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.access.KeyFleet.Member;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawCaller;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rotates keys of twenty keysets on and on under callers, on three gateways on one Redis: what is
 * saved reaches them one after the other, their clocks are apart by {@code auth.leeway_ms}, and now
 * and then one is killed. Judges how long a change takes to be in force everywhere, so it wants a
 * machine for itself; the profile {@code campaign} makes ten thousand rotations.
 */
@Tag("quiet")
final class FleetKeysCampaignTest {
  private static final int ROTATIONS = Integer.getInteger("campaign.rotations", 200);
  private static final int CALLERS = 3;
  private static final int EDITS_BETWEEN_KILLS = 10;
  private static final long MOST_LAG_MS = 300;
  private static final Duration APART = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double IN_FORCE_MS = 1000;

  @TempDir private Path home;
  @TempDir private Path redisHome;
  private final RotatingKeysets keysets = new RotatingKeysets(APART);
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final LongAdder answered = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Histogram inForce = new Histogram(3);
  private volatile boolean over;
  private int kills;
  private KeyFleet fleet;

  @Test
  void noValidRequestIsRefusedAndNoRetiredKeyTaken() throws Exception {
    try (RealRedis redis = RealRedis.start(redisHome);
        KeyFleet three = KeyFleet.of(home, clocks(), variables(redis))) {
      fleet = three;
      fleet.members().forEach(this::deliver);
      fleet.members().forEach(Member::start);
      List<Thread> callers = Stream.generate(() -> new Thread(this::call)).limit(CALLERS).toList();
      callers.forEach(Thread::start);
      try {
        rotate();
      } finally {
        over = true;
        for (Thread caller : callers) {
          caller.join();
        }
      }
    }
    System.out.printf(
        "campaign rotations=%d kills=%d requests=%d lost=%d in_force_ms p50=%d p99=%d max=%d%n",
        keysets.rotations(),
        kills,
        answered.sum(),
        lost.sum(),
        inForce.getValueAtPercentile(50),
        inForce.getValueAtPercentile(99),
        inForce.getMaxValue());
    assertThat(complaints).isEmpty();
    assertThat(answered.sum()).isGreaterThan(ROTATIONS);
    assertThat((double) inForce.getValueAtPercentile(99)).isLessThan(IN_FORCE_MS);
  }

  private static List<Duration> clocks() {
    return List.of(APART.negated(), Duration.ZERO, APART);
  }

  private Map<String, String> variables(RealRedis redis) {
    return Map.of(
        "DECISIONOS_AUTH",
        "jwt+signed",
        "DECISIONOS_AUTH_LEEWAY_MS",
        String.valueOf(2 * APART.toMillis()),
        "DECISIONOS_OVERLOAD_TARGET_MS",
        "0",
        "DECISIONOS_STORAGE",
        "redis",
        "DECISIONOS_REDIS_URL",
        redis.url(),
        "DECISIONOS_DATA_SECRET_FILE",
        home.resolve("secret").toString());
  }

  private void rotate() throws Exception {
    ExecutorService hands = Executors.newFixedThreadPool(clocks().size() + 1);
    try {
      for (int edit = 1; keysets.rotations() < ROTATIONS && complaints.isEmpty(); edit++) {
        keysets.next();
        long slowest = 0;
        for (Future<Long> there : hands.invokeAll(saves())) {
          slowest = Math.max(slowest, there.get());
        }
        inForce.recordValue(slowest);
        keysets.confirm();
        keysets.gone().forEach(name -> fleet.members().forEach(member -> member.delete(name)));
        boolean whole = fleet.members().stream().allMatch(Member::isServing);
        if (whole && edit % EDITS_BETWEEN_KILLS == 0) {
          Member killed = fleet.members().get(edit / EDITS_BETWEEN_KILLS % clocks().size());
          killed.kill();
          kills++;
          hands.execute(killed::start);
        }
      }
    } finally {
      hands.shutdown();
      assertThat(hands.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private List<Callable<Long>> saves() {
    return fleet.members().stream().<Callable<Long>>map(member -> () -> save(member)).toList();
  }

  /** Saves at one of them, later than at others; tells after how many milliseconds it counts. */
  private long save(Member member) {
    LockSupport.parkNanos(
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(MOST_LAG_MS)).toNanos());
    deliver(member);
    long saved = System.currentTimeMillis();
    if (!member.isUp()) {
      return 0;
    }
    awaitInForce(member);
    long taken = System.currentTimeMillis() - saved;
    boolean joins = !member.isServing();
    member.serve();
    return joins ? 0 : taken;
  }

  private void deliver(Member member) {
    keysets.files().forEach(member::save);
    member.save("keysets.yaml", keysets.list());
  }

  /** Asks with the keys that have changed, until each counts or does not as it should. */
  private void awaitInForce(Member member) {
    try (var caller = new RawCaller(member::port)) {
      for (RotatingKeysets.Probe probe : keysets.probes()) {
        Await.until(
            PATIENCE,
            () -> status(caller, probe.key().request(false)) == probe.status(),
            () -> probe + " at " + member.conf() + " " + complaints);
      }
    }
  }

  private static int status(RawCaller caller, Request request) {
    return caller.send(request).map(RawHttp.Response::status).orElse(0);
  }

  private void call() {
    List<RawCaller> connections =
        fleet.members().stream().map(member -> new RawCaller(member::port)).toList();
    try {
      while (!over) {
        ask(connections);
      }
    } finally {
      connections.forEach(RawCaller::close);
    }
  }

  private void ask(List<RawCaller> connections) {
    var chance = ThreadLocalRandom.current();
    int at = chance.nextInt(connections.size());
    if (!fleet.members().get(at).isServing()) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      return;
    }
    RotatingKey key = keysets.any(chance);
    boolean write = key.signsRequests() && chance.nextInt(3) == 0;
    Request request = key.request(write);
    long sent = System.currentTimeMillis();
    Optional<RawHttp.Response> answer = connections.get(at).send(request);
    long heard = System.currentTimeMillis();
    if (answer.isEmpty() || answer.get().body().contains("storage.unavailable")) {
      // A gateway was killed, or its Redis had no time for it: that says nothing of the key.
      lost.increment();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      return;
    }
    int status = answer.get().status();
    answered.increment();
    key.complaint(status, sent, heard).ifPresent(complaints::add);
    int other = (at + 1) % connections.size();
    if (write && status < 300 && fleet.members().get(other).isServing()) {
      int again = status(connections.get(other), request);
      if (again != 0 && again < 300) {
        complaints.add("a nonce of " + key.kid() + " was taken twice");
      }
    }
  }
}

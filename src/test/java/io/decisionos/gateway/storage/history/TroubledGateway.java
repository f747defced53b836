package io.decisionos.gateway.storage.history;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The gateway of a campaign, on a {@link TroubledMachine}, and what may befall it. Clients may ask
 * for its port and its time from any thread; the rest is for one thread.
 */
public final class TroubledGateway implements Troubled, AutoCloseable {
  /** Long enough for a nonce to be forgotten, and shorter than an answer is kept. */
  private static final int WIDEST_STEP_MS = 480_000;

  private static final int NEXT_ERA_MS = 600_000;

  /** A second on a quiet machine; what it took is printed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, String> variables;
  private final Random random;
  private final Histogram recoveries = new Histogram(3);
  private volatile GatewayProcess process;
  private volatile int port;
  private volatile long reached;
  private volatile long offset;
  private long eraOffset;
  private int probes;

  /** Starts it over the files under the home. */
  public TroubledGateway(Path home, Map<String, String> more, long seed) {
    random = new Random(seed);
    variables = new HashMap<>(more);
    variables.put("DECISIONOS_DATA", home.resolve("var").toString());
    variables.put("DECISIONOS_HTTP_PORT", "0");
    variables.put("DECISIONOS_OPS_PORT", "0");
    start();
  }

  private void start() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TroubledMachine.class.getName(),
            String.valueOf(offset));
    try {
      process = GatewayProcess.start(command, variables);
      port = process.awaitReady().http();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  /**
   * The guard's time, which is the latest that the machine's clock ever showed: after a step back
   * it stands still until the clock has caught up.
   */
  @Override
  public long now() {
    return Math.max(reached, System.currentTimeMillis() + offset);
  }

  /** Its process, another one after each kill. */
  public long pid() {
    return process.pid();
  }

  /** Kills it as {@code kill -9} does, and starts it again over the same files. */
  public void kill() {
    process.close();
    start();
    recoveries.recordValue(awaitFresh().toMillis());
  }

  /** Waits until a nonce is allowed that nobody claimed before. */
  private Duration awaitFresh() {
    try (var calls = new Calls(this)) {
      var client = new NonceClient("p" + probes++, calls, this::now, 0);
      return Await.until(PATIENCE, client::isFreshAllowed, client::lastAnswer);
    }
  }

  /** Holds it for a while, as an overcommitted host does. */
  public void freeze() {
    process.signal("STOP");
    pause();
    process.signal("CONT");
  }

  /** Sets its clock to some time since the era began, so forwards or back. */
  public void stepClock() {
    setClock(eraOffset + random.nextInt(WIDEST_STEP_MS));
  }

  /** Lets time pass, so that nothing that was known before can count any more. */
  @Override
  public void nextSchedule() {
    eraOffset = now() - System.currentTimeMillis() + NEXT_ERA_MS;
    setClock(eraOffset);
  }

  private void setClock(long millis) {
    reached = now();
    offset = millis;
    process.tell("clock " + offset);
    // The guard knows of the time that it allowed something at, and of no other.
    awaitFresh();
  }

  /** Lets its disk take a few bytes more and then none, for a while. */
  public void fillDisk() {
    process.tell("disk " + random.nextInt(400));
    pause();
    process.tell("disk " + Long.MAX_VALUE);
  }

  /** Some time between a moment and more than any timeout of the storage. */
  public void pause() {
    LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(1200)).toNanos());
  }

  @Override
  public String toString() {
    return "restarts=%d fresh_nonce_ms median=%d p90=%d slowest=%d"
        .formatted(
            recoveries.getTotalCount(),
            recoveries.getValueAtPercentile(50),
            recoveries.getValueAtPercentile(90),
            recoveries.getMaxValue());
  }

  @Override
  public void close() {
    process.close();
  }
}

package io.decisionos.gateway.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the event loops from a thread of its own, as a loop that is held up cannot say so itself.
 * A loop is stalled when it has run no timer over several looks in a row; a process that gets no
 * processor gets no looks either, and is not taken for one with a stalled loop. Thread-safe.
 */
public final class LoopWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
  private static final long LOOK_MS = 250;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final List<LoopLag> loops = new CopyOnWriteArrayList<>();
  private final MeterRegistry meters;
  private final Clock clock;
  // By the monotonic clock: one that is set back must not stop the looks.
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          look -> {
            var thread = new Thread(look, "loop-watch");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * One event loop.
   *
   * @param lag how late it is, or was at its latest timer
   * @param stall the latest stall, if it goes on or has ended within the last minute
   */
  public record State(String name, Duration lag, Optional<Stall> stall) {}

  /**
   * A time for which a loop was held up.
   *
   * @param where the code that held it up, as far as it was seen
   * @param ended empty while it goes on
   */
  public record Stall(Instant began, Duration length, String where, Optional<Instant> ended) {}

  /** A watch that looks already, though at no loop yet. */
  public LoopWatch(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    var unused = looks.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      loops.forEach(loop -> loop.look(clock.instant()));
    } catch (RuntimeException e) {
      // Thrown from here it would be the last look.
      LOG.error("looking at the event loops failed", e);
    }
  }

  /** Begins to watch the calling event loop. */
  public void measure(Vertx vertx) {
    loops.add(LoopLag.measure(vertx, meters));
  }

  /** Every loop as it is now. */
  public List<State> states() {
    Instant forgotten = clock.instant().minus(REMEMBERED);
    return loops.stream().map(loop -> loop.state(forgotten)).toList();
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}

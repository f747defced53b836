package io.decisionos.gateway.limit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * A worker with a queue before it, and callers who come back as soon as they have an answer, or a
 * little after a refusal. Who waits for two seconds has gone; what nobody waits for is not done.
 * All by a clock of its own.
 */
final class QueueModel {
  static final double SECOND = 1e9;
  private static final long INTERVAL = 100_000_000;
  private static final long PATIENCE = 2_000_000_000L;
  private static final long COMES_BACK = 100_000_000;

  private final Controller controller;
  private final DoubleSupplier serviceMillis;
  private final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at));
  private final Queue<Job> queue = new ArrayDeque<>();
  private final long[] answered;
  private final long[] refused;
  private final OptionalDouble[] fixedMillis;
  private boolean busy;
  private long now;
  private long leastWait = Long.MAX_VALUE;
  private long worstWait;
  private boolean stopped;

  /** What decides who is let in. */
  interface Controller {
    boolean admit(int tenant, long now);

    void served(int tenant, long waited, long took);

    void interval(long now, long leastWait);
  }

  private record Event(long at, Runnable what) {}

  private record Job(int tenant, long asked, boolean closed) {}

  /**
   * @param serviceMillis how long each piece of work takes
   */
  QueueModel(Controller controller, int tenants, DoubleSupplier serviceMillis, Random random) {
    this.controller = controller;
    this.serviceMillis = serviceMillis;
    this.random = random;
    this.answered = new long[tenants];
    this.refused = new long[tenants];
    this.fixedMillis = new OptionalDouble[tenants];
    Arrays.fill(fixedMillis, OptionalDouble.empty());
    after(INTERVAL, this::interval);
  }

  private void after(long nanos, Runnable what) {
    events.add(new Event(now + nanos, what));
  }

  /** Each piece of the tenant's work takes so long. */
  void costly(int tenant, double millis) {
    fixedMillis[tenant] = OptionalDouble.of(millis);
  }

  /** Callers of a tenant who each have one request out at a time, until {@link #stop}. */
  void closed(int tenant, int callers) {
    for (int i = 0; i < callers; i++) {
      after(random.nextInt((int) COMES_BACK), () -> ask(tenant));
    }
  }

  /** A tenant that asks at a steady rate, whatever it hears. */
  void open(int tenant, double perSecond) {
    after(
        (long) (-Math.log(1 - random.nextDouble()) / perSecond * SECOND),
        () -> comes(tenant, perSecond));
  }

  private void comes(int tenant, double perSecond) {
    open(tenant, perSecond);
    arrive(new Job(tenant, now, false));
  }

  private void ask(int tenant) {
    if (!stopped) {
      arrive(new Job(tenant, now, true));
    }
  }

  private void arrive(Job job) {
    if (controller.admit(job.tenant(), now)) {
      queue.add(job);
      next();
    } else {
      refused[job.tenant()]++;
      again(job, COMES_BACK);
    }
  }

  private void again(Job job, long pause) {
    if (job.closed()) {
      after(pause, () -> ask(job.tenant()));
    }
  }

  private void next() {
    if (busy || queue.isEmpty()) {
      return;
    }
    Job job = queue.remove();
    long waited = now - job.asked();
    leastWait = Math.min(leastWait, waited);
    worstWait = Math.max(worstWait, waited);
    if (waited > PATIENCE) {
      again(job, 0);
      next();
      return;
    }
    busy = true;
    long took = (long) (fixedMillis[job.tenant()].orElseGet(serviceMillis) * 1e6);
    after(took, () -> done(job, waited, took));
  }

  private void done(Job job, long waited, long took) {
    busy = false;
    answered[job.tenant()]++;
    controller.served(job.tenant(), waited, took);
    again(job, 0);
    next();
  }

  private void interval() {
    // If nothing was begun, the first in the queue waits still.
    long waits = queue.isEmpty() ? 0 : now - queue.peek().asked();
    controller.interval(now, leastWait == Long.MAX_VALUE ? waits : leastWait);
    leastWait = Long.MAX_VALUE;
    after(INTERVAL, this::interval);
  }

  void run(double seconds) {
    long end = now + (long) (seconds * SECOND);
    while (events.peek().at() <= end) {
      Event event = events.remove();
      now = event.at();
      event.what().run();
    }
    now = end;
  }

  /** The closed callers come back no more. */
  void stop() {
    stopped = true;
  }

  /** Forgets what was counted. */
  void count() {
    Arrays.fill(answered, 0);
    Arrays.fill(refused, 0);
    worstWait = 0;
  }

  long answered(int tenant) {
    return answered[tenant];
  }

  long answered() {
    return Arrays.stream(answered).sum();
  }

  long refused(int tenant) {
    return refused[tenant];
  }

  double worstWaitMillis() {
    return worstWait / 1e6;
  }
}

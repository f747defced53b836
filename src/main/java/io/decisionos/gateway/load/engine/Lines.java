package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Kind;
import io.decisionos.gateway.load.scenario.Scenario.Wire;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * All connections to the target, and the requests that wait for one. A request that waits is timed
 * from its intended send time like any other. Confined to the run's event loop.
 */
final class Lines {

  private static final int MOST_WAITING = 200_000;

  private final List<Line> all = new ArrayList<>();
  private final ArrayDeque<Line> idle = new ArrayDeque<>();
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private final long timeoutNanos;

  Lines(Dialer dialer, Wire wire) {
    this.timeoutNanos = wire.timeout().toNanos();
    for (int i = 0; i < wire.connections(); i++) {
      all.add(new Line(dialer, this::free));
    }
    idle.addAll(all);
  }

  /** Opens all connections; completes when each is open or has failed. */
  Future<Void> open() {
    return Future.join(all.stream().map(Line::open).toList()).mapEmpty();
  }

  void submit(Exchange exchange) {
    Line line = idle.poll();
    if (line != null) {
      line.send(exchange);
    } else if (waiting.size() < MOST_WAITING) {
      exchange.waits(System.nanoTime());
      waiting.add(exchange);
    } else {
      exchange.end(Outcome.failed(Kind.OVERFLOW));
    }
  }

  private void free(Line line) {
    Exchange next = waiting.poll();
    if (next == null) {
      idle.add(line);
    } else {
      next.waited(System.nanoTime());
      line.send(next);
    }
  }

  /** Gives up what has been due for longer than the timeout. */
  void sweep(long now) {
    long latest = now - timeoutNanos;
    while (!waiting.isEmpty() && waiting.peek().intended() - latest < 0) {
      waiting.poll().end(Outcome.failed(Kind.TIMEOUT));
    }
    all.forEach(line -> line.giveUpIfDueBefore(latest));
  }

  /** How many requests wait for a connection. */
  int waiting() {
    return waiting.size();
  }

  /** How many requests are on a connection or wait for one. */
  int inFlight() {
    return waiting.size() + all.size() - idle.size();
  }
}

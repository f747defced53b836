package io.decisionos.gateway.http;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of server-sent events that one listener has open. Confined to the listener's context.
 */
final class EventStreams {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final Set<EventStream> open = new LinkedHashSet<>();
  private final LongTaskTimer timer;
  private boolean draining;

  /**
   * No streams yet.
   *
   * @param heartbeat how often every stream gets a comment, so that nobody between takes it for
   *     dead
   */
  EventStreams(Vertx vertx, MeterRegistry meters, String listener, Duration heartbeat) {
    this.timer =
        LongTaskTimer.builder("gateway.http.streams")
            .description("Streams of server-sent events that are open")
            .tag("listener", listener)
            .register(meters);
    vertx.setPeriodic(heartbeat.toMillis(), id -> List.copyOf(open).forEach(EventStream::beat));
  }

  /** Begins to answer with a stream; a {@code HEAD} gets its head alone. */
  int open(HttpServerRequest request, Answer answer, Consumer<EventStream> feed) {
    boolean flows = Responses.begin(request, answer);
    if (flows) {
      outliveSilence(request);
      feed(new EventStream(request), feed);
    }
    return answer.status();
  }

  private void feed(EventStream stream, Consumer<EventStream> feed) {
    open.add(stream);
    LongTaskTimer.Sample sample = timer.start();
    stream
        .closed()
        .onComplete(
            v -> {
              open.remove(stream);
              sample.stop();
            });
    if (draining) {
      stream.close();
    }
    if (stream.isClosed()) {
      return;
    }
    try {
      feed.accept(stream);
    } catch (RuntimeException e) {
      LOG.error("feeding a stream failed", e);
      stream.close();
    }
  }

  /** A reader of events sends nothing more: its silence is no reason to close the connection. */
  private static void outliveSilence(HttpServerRequest request) {
    if (request.connection() instanceof ConnectionBase connection) {
      var pipeline = connection.channel().pipeline();
      if (pipeline.get(IdleStateHandler.class) != null) {
        pipeline.remove(IdleStateHandler.class);
      }
    }
  }

  /** Ends every stream, and those that are still asked for: the listener is about to close. */
  void drain() {
    draining = true;
    List.copyOf(open).forEach(EventStream::close);
  }
}

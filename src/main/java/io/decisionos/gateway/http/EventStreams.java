package io.decisionos.gateway.http;

import io.decisionos.gateway.access.Caller;
import io.decisionos.gateway.access.CallerSource;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.LongTaskTimer;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of server-sent events that one listener has open. Confined to the listener's context.
 */
final class EventStreams {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  // Well within the second in which a stream ends whose token does.
  private static final long LOOK_MS = 400;

  private final Map<EventStream, Caller> open = new LinkedHashMap<>();
  private final CallerSource callers;
  private final LongTaskTimer timer;
  private boolean draining;

  /**
   * No streams yet.
   *
   * @param heartbeat how often every stream gets a comment, so that nobody between takes it for
   *     dead
   */
  EventStreams(Vertx vertx, ListenerParts parts, Duration heartbeat) {
    this.callers = parts.access().callers().get();
    this.timer =
        LongTaskTimer.builder("gateway.http.streams")
            .description("Streams of server-sent events that are open")
            .tag("listener", parts.name())
            .register(parts.instruments().meters());
    vertx.setPeriodic(
        heartbeat.toMillis(), id -> List.copyOf(open.keySet()).forEach(EventStream::beat));
    vertx.setPeriodic(LOOK_MS, id -> endUnproved());
  }

  /** A stream lives no longer than what its reader showed: a token's time, or its key. */
  private void endUnproved() {
    open.entrySet().stream()
        .filter(stream -> !callers.stands(stream.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(EventStream::close);
  }

  /**
   * Begins to answer with a stream; a {@code HEAD} gets its head alone.
   *
   * @param counts hears what is sent to a tenant, as it goes
   */
  int open(Call call, Answer answer, ObjLongConsumer<TenantId> counts) {
    boolean flows = Responses.begin(call.request(), answer);
    if (flows) {
      outliveSilence(call.request());
      Optional<TenantId> of = call.exchange().concerned();
      var stream =
          new EventStream(
              call.request(), bytes -> of.ifPresent(tenant -> counts.accept(tenant, bytes)));
      feed(stream, call.caller(), answer.feed().orElseThrow());
    }
    return answer.status();
  }

  private void feed(EventStream stream, Caller reader, Consumer<EventStream> feed) {
    open.put(stream, reader);
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
    List.copyOf(open.keySet()).forEach(EventStream::close);
  }
}

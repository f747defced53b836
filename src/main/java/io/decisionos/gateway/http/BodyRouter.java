package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.connection.BodyBudget;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads request bodies with Vert.x Web's body handler, each up to its route's bound, all together
 * up to the gateway's, and none for longer than its time. A request without a body never comes
 * here, as a routing context costs a few percent of a short answer. Confined to one event loop.
 */
final class BodyRouter {
  private static final String COMING = Coming.class.getName();
  private static final long LOOK_MS = 1000;
  private static final int TOO_SLOW = 408;

  private final Router router;
  private final BodyBudget budget;
  private final Duration patience;
  private final Map<Long, BodyHandler> handlers = new HashMap<>();
  // The oldest first.
  private final Map<Coming, RoutingContext> reading = new LinkedHashMap<>();
  private final Consumer<Call> whole;
  private final BiConsumer<Call, Throwable> failed;
  // The router offers no way to hand a value over; it takes this one before read() returns.
  private Coming coming;

  /** A body on its way, which holds its part of the budget while it is among those read. */
  private static final class Coming {
    final Call call;
    final Optional<TenantId> party;
    final long bytes;
    final long sinceNanos = System.nanoTime();

    Coming(Call call) {
      this.call = call;
      this.party = call.exchange().tenant().map(Tenant::id);
      this.bytes = Math.min(Bodies.mostToCome(call.request()), call.rule().maxBytes());
    }
  }

  /**
   * A router for one listener.
   *
   * @param whole goes on with a call whose body has come
   * @param failed hears why a body did not come, as a problem if that has a name
   */
  BodyRouter(
      Vertx vertx, ListenerParts parts, Consumer<Call> whole, BiConsumer<Call, Throwable> failed) {
    this.budget = parts.instruments().bodies();
    this.patience = parts.bind().times().body();
    this.whole = whole;
    this.failed = failed;
    router = Router.router(vertx);
    router.route().handler(this::begin).failureHandler(this::fail);
    router.route().handler(this::end).failureHandler(this::fail);
    vertx.setPeriodic(LOOK_MS, id -> refuseSlow());
  }

  void read(Call call) {
    var next = new Coming(call);
    if (!budget.reserve(next.party, next.bytes)) {
      failed.accept(call, overloaded());
      return;
    }
    coming = next;
    reading.put(next, null);
    router.handle(call.request());
  }

  private void begin(RoutingContext context) {
    context.put(COMING, coming);
    reading.put(coming, context);
    handlers
        .computeIfAbsent(
            coming.call.rule().maxBytes(), most -> BodyHandler.create(false).setBodyLimit(most))
        .handle(context);
  }

  private void end(RoutingContext context) {
    Coming come = context.get(COMING);
    if (!settle(come)) {
      return;
    }
    Buffer body = context.body().buffer();
    if (body != null) {
      come.call.bodyCame(body);
    }
    whole.accept(come.call);
  }

  /** Gives back what a body held; tells whether that had not happened yet. */
  private boolean settle(Coming done) {
    if (!reading.containsKey(done)) {
      return false;
    }
    reading.remove(done);
    budget.release(done.party, done.bytes);
    return true;
  }

  private void fail(RoutingContext context) {
    // The router itself may refuse before begin() is reached, and then it does so at once.
    Coming broken = context.get(COMING, coming);
    if (!settle(broken)) {
      return;
    }
    forget(context.request());
    Throwable cause =
        switch (context.statusCode()) {
          // 200 is what the body handler fails with when a body breaks off or is badly chunked.
          case 200, 400 -> invalid("Send a well-formed request.");
          case TOO_SLOW -> invalid("Send the whole body within " + patience.toMillis() + " ms.");
          case 413 -> Bodies.tooLarge(broken.call.rule().maxBytes()).asException();
          case 417 -> invalid("Expect only 100-continue.");
          default -> context.failure();
        };
    failed.accept(broken.call, cause);
  }

  /** Lets go of what has come, and of what still comes until the connection is closed. */
  private static void forget(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.handler(part -> {}).endHandler(v -> {}).exceptionHandler(cause -> {});
    }
  }

  private void refuseSlow() {
    long now = System.nanoTime();
    List.copyOf(reading.keySet()).stream()
        .takeWhile(body -> now - body.sinceNanos >= patience.toNanos())
        .forEach(this::refuse);
  }

  private void refuse(Coming slow) {
    RoutingContext context = reading.get(slow);
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    context.fail(TOO_SLOW);
  }

  private static Throwable overloaded() {
    return Problem.of(
            ProblemType.GATEWAY_OVERLOADED,
            "Too many bodies are coming in; send fewer at once, or with a Content-Length.")
        .retryAfter(Duration.ofSeconds(1))
        .asException();
  }

  private static Throwable invalid(String detail) {
    return Problem.of(ProblemType.REQUEST_INVALID, detail).asException();
  }
}

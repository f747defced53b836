package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads request bodies with Vert.x Web's body handler, each up to its route's bound. A request
 * without a body never comes here, as a routing context costs a few percent of a short answer.
 * Confined to one event loop.
 */
final class BodyRouter {
  private static final String CALL = Call.class.getName();

  private final Router router;
  private final Map<Long, BodyHandler> handlers = new HashMap<>();
  private final Consumer<Call> whole;
  private final BiConsumer<Call, Throwable> failed;
  // The router offers no way to hand a value over; it takes this one before read() returns.
  private Call coming;

  /**
   * A router for one listener.
   *
   * @param whole goes on with a call whose body has come
   * @param failed hears why a body did not come, as a problem where that has a name
   */
  BodyRouter(Vertx vertx, Consumer<Call> whole, BiConsumer<Call, Throwable> failed) {
    this.whole = whole;
    this.failed = failed;
    router = Router.router(vertx);
    router.route().handler(this::begin).failureHandler(this::fail);
    router.route().handler(this::end).failureHandler(this::fail);
  }

  void read(Call call) {
    coming = call;
    router.handle(call.request());
  }

  private void begin(RoutingContext context) {
    context.put(CALL, coming);
    handlers
        .computeIfAbsent(
            coming.rule().maxBytes(), most -> BodyHandler.create(false).setBodyLimit(most))
        .handle(context);
  }

  private void end(RoutingContext context) {
    Call call = context.get(CALL);
    Buffer body = context.body().buffer();
    if (body != null) {
      call.bodyCame(body);
    }
    whole.accept(call);
  }

  private void fail(RoutingContext context) {
    // The router itself may refuse before begin() is reached, and then it does so at once.
    Call call = context.get(CALL, coming);
    Throwable cause =
        switch (context.statusCode()) {
          // 200 is what the body handler fails with when a body breaks off or is badly chunked.
          case 200, 400 -> invalid("Send a well-formed request.");
          case 413 -> Bodies.tooLarge(call.rule().maxBytes()).asException();
          case 417 -> invalid("Expect only 100-continue.");
          default -> context.failure();
        };
    failed.accept(call, cause);
  }

  private static Throwable invalid(String detail) {
    return Problem.of(ProblemType.REQUEST_INVALID, detail).asException();
  }
}

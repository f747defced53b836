package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlicedBodyTest {
  private final Vertx vertx = Vertx.vertx();
  private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
  private final Promise<Void> ended = context.promise();
  private final AtomicReference<Handler<Void>> closed = new AtomicReference<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aCallerWhoGoesBeforeTheLastSliceIsOutIsNoFaultOfTheGateway() throws Exception {
    List<Throwable> faults = new CopyOnWriteArrayList<>();
    context.exceptionHandler(faults::add);
    Future<Void> sent = SlicedBody.send(response(), Buffer.buffer(new byte[SlicedBody.SLICE + 1]));

    closed.get().handle(null);
    ended.fail("the connection was reset");

    var heard = new CompletableFuture<Void>();
    context.runOnContext(heard::complete);
    heard.get(30, TimeUnit.SECONDS);
    assertThat(faults).isEmpty();
    assertThat(sent.cause()).hasMessage("the caller has gone");
  }

  /** Takes all slices at once, and the last one for as long as the test wants. */
  @SuppressWarnings("unchecked")
  private HttpServerResponse response() {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "headers" -> MultiMap.caseInsensitiveMultiMap();
                  case "writeQueueFull" -> false;
                  case "write" -> Future.succeededFuture();
                  case "end" -> ended.future();
                  case "closeHandler" -> {
                    closed.set((Handler<Void>) arguments[0]);
                    yield proxy;
                  }
                  default -> proxy;
                });
  }
}

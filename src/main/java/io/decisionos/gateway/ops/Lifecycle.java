package io.decisionos.gateway.ops;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Which part of its life the gateway is in, and whether its parts can be used. Thread-safe. */
public final class Lifecycle {
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
  private final AtomicBoolean usable = new AtomicBoolean();
  private final Promise<Void> announced = Promise.promise();

  /** The parts of a life, in order. */
  public enum Phase {
    STARTING,
    /** It is being said that the gateway is ready; nobody is told so before that is out. */
    ANNOUNCING,
    READY,
    DRAINING
  }

  public Phase phase() {
    return phase.get();
  }

  /** Turns ready once it was announced, unless the gateway drains already. */
  public void ready(Runnable announcement) {
    if (phase.compareAndSet(Phase.STARTING, Phase.ANNOUNCING)) {
      announcement.run();
      phase.compareAndSet(Phase.ANNOUNCING, Phase.READY);
      announced.complete();
    }
  }

  /** Turns to draining; tells whether the gateway was ready until now. */
  public boolean draining() {
    return phase.getAndSet(Phase.DRAINING) == Phase.READY;
  }

  /** Notes whether all parts can be used, as they were last seen. */
  void parts(boolean canBeUsed) {
    usable.set(canBeUsed);
  }

  /** Whether requests should be sent here, as far as is known without asking the parts. */
  boolean isReady() {
    return phase() == Phase.READY && usable.get();
  }

  /**
   * Completes at once, or when the announcement is out: whoever reads it and asks at that moment
   * hears that the gateway is ready. To be called from a context of Vert.x.
   */
  Future<Void> announced() {
    if (phase() != Phase.ANNOUNCING) {
      return Future.succeededFuture();
    }
    Context asking = Vertx.currentContext();
    Promise<Void> told = Promise.promise();
    announced.future().onComplete(v -> asking.runOnContext(w -> told.complete()));
    return told.future();
  }

  Check check() {
    return switch (phase()) {
      case STARTING, ANNOUNCING ->
          Check.failing("the gateway is starting", "wait for the ready line");
      case READY -> Check.ok(new JsonObject());
      case DRAINING -> Check.failing("the gateway is draining", "send requests to another one");
    };
  }
}

package io.decisionos.gateway.ops;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicReference;

/** Which part of its life the gateway is in. Thread-safe. */
public final class Lifecycle {
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

  /** The parts of a life, in order. */
  public enum Phase {
    STARTING,
    READY,
    DRAINING
  }

  public Phase phase() {
    return phase.get();
  }

  public void ready() {
    phase.set(Phase.READY);
  }

  /** Turns to draining; tells whether the gateway was ready until now. */
  public boolean draining() {
    return phase.getAndSet(Phase.DRAINING) == Phase.READY;
  }

  Check check() {
    return switch (phase()) {
      case STARTING -> Check.failing("the gateway is starting", "wait for the ready line");
      case READY -> Check.ok(new JsonObject());
      case DRAINING -> Check.failing("the gateway is draining", "send requests to another one");
    };
  }
}

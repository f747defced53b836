package io.decisionos.gateway.hostile;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An attack under way, until it is closed. */
final class Battery implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Attack attack;
  private final Grip grip;
  private final AtomicLong blows = new AtomicLong();
  private final AtomicLong hungUp = new AtomicLong();
  private final ExecutorService callers;
  private volatile boolean over;

  private Battery(Attack attack, int port) {
    this.attack = attack;
    this.grip = new Grip(port);
    this.callers = Executors.newFixedThreadPool(attack.callers());
  }

  static Battery open(Attack attack, int port) {
    var battery = new Battery(attack, port);
    for (int i = 0; i < attack.callers(); i++) {
      battery.callers.execute(battery::strike);
    }
    return battery;
  }

  private void strike() {
    while (!over) {
      try {
        attack.strike().once(grip, blows.getAndIncrement());
      } catch (IOException e) {
        // That it hangs up is one of the answers that a gateway has to this.
        hungUp.incrementAndGet();
      }
    }
  }

  /** How often it struck. */
  long blows() {
    return blows.get();
  }

  @Override
  public String toString() {
    return attack.resource()
        + ": "
        + blows
        + " blows, "
        + grip.answered()
        + " answers, hung up on "
        + hungUp;
  }

  @Override
  public void close() throws IOException {
    over = true;
    callers.shutdown();
    try {
      if (!callers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the attack does not end: " + this);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      grip.close();
    }
  }
}

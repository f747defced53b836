package io.decisionos.gateway.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether nothing was heard for too long, or that was so a while ago, as what others did meanwhile
 * may still go on. Confined to one thread; time is an argument.
 */
final class Silence {
  private static final long CAUTION = TimeUnit.SECONDS.toNanos(3);

  private boolean isBegun;
  private boolean isCautious;
  private long heardNanos;
  private long cautiousNanos;

  /** Something is heard, after which there may be silence. */
  void end(Duration bearable, long nowNanos) {
    if (isOn(bearable, nowNanos)) {
      isCautious = true;
      cautiousNanos = nowNanos + CAUTION;
    }
    isCautious = isCautious && nowNanos - cautiousNanos < 0;
    isBegun = true;
    heardNanos = nowNanos;
  }

  private boolean isOn(Duration bearable, long nowNanos) {
    return isBegun && nowNanos - heardNanos > bearable.toNanos();
  }

  /** Whether it is on, or was until a while before something was heard last. */
  boolean isFelt(Duration bearable, long nowNanos) {
    return isCautious || isOn(bearable, nowNanos);
  }
}

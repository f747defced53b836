package io.decisionos.gateway.trace;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * The trace for which this thread works right now. It stands in the log context, so that lines tell
 * of it.
 */
public final class CurrentTrace {
  /** Its key in the log context. */
  public static final String KEY = "traceparent";

  private CurrentTrace() {}

  /** The {@code traceparent}, if there is one. */
  public static Optional<String> get() {
    return Optional.ofNullable(MDC.get(KEY));
  }

  /** Goes on with what was asked for under a trace, once there is an answer. */
  public static void during(Optional<String> trace, Runnable turn) {
    Optional<String> before = get();
    set(trace);
    try {
      turn.run();
    } finally {
      set(before);
    }
  }

  private static void set(Optional<String> trace) {
    trace.ifPresentOrElse(header -> MDC.put(KEY, header), () -> MDC.remove(KEY));
  }
}

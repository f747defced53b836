package io.decisionos.gateway.load.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's compiler, which takes time of a core from the loop and from a target on the same
 * machine.
 */
final class JitCompiler {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LOOKS_AT_REST = 3;
  private static final int MOST_LOOKS = 30;

  private JitCompiler() {}

  /** The milliseconds of work since the start; 0 if the JVM only interprets. */
  static long millis() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler == null ? 0 : compiler.getTotalCompilationTime();
  }

  /** Completes once it has ended nothing for 0.3 s, or after 3 s. */
  static Future<Void> rests(Loop loop) {
    Promise<Void> rested = Promise.promise();
    look(loop, rested, millis(), MOST_LOOKS, 0);
    return rested.future();
  }

  private static void look(
      Loop loop, Promise<Void> rested, long before, int looksLeft, int atRest) {
    if (atRest == LOOKS_AT_REST || looksLeft == 0) {
      rested.complete();
      return;
    }
    loop.at(
        System.nanoTime() + LOOK_NANOS,
        () -> {
          long now = millis();
          look(loop, rested, now, looksLeft - 1, now == before ? atRest + 1 : 0);
        });
  }
}

package io.decisionos.gateway.load.engine;

import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one event loop of a run, as a clock to hang tasks on. Netty's own timers are used, because
 * those of Vert.x know whole milliseconds only. Confined to that loop.
 */
final class Loop {

  private final ContextInternal context;
  private final Consumer<Throwable> whenBroken;

  /**
   * @param whenBroken told what a task threw, which would else be lost with its future
   */
  Loop(ContextInternal context, Consumer<Throwable> whenBroken) {
    this.context = context;
    this.whenBroken = whenBroken;
  }

  /** Runs {@code task} at a time of {@link System#nanoTime}. */
  void at(long nanos, Runnable task) {
    long delay = nanos - System.nanoTime();
    var unused = context.nettyEventLoop().schedule(() -> run(task), delay, TimeUnit.NANOSECONDS);
  }

  /**
   * Runs {@code task} after the sockets have had their turn. A task that is merely queued runs
   * before them: Netty empties its queue for up to a second before it reads an answer again.
   */
  void soon(Runnable task) {
    at(System.nanoTime(), task);
  }

  private void run(Runnable task) {
    context.dispatch(() -> guarded(task));
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      whenBroken.accept(bug);
    }
  }
}

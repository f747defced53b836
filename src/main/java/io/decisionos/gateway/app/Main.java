package io.decisionos.gateway.app;

import io.decisionos.gateway.cli.Cli;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.http.ListenerUnusable;
import io.decisionos.gateway.http.connection.DirectMemory;
import io.decisionos.gateway.http.connection.Tls;
import io.decisionos.gateway.storage.redis.UnsuitableRedisException;
import io.decisionos.gateway.tenant.TenantVerticle.UnusableDirectory;
import io.decisionos.gateway.text.Cause;
import io.decisionos.gateway.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process: without arguments the gateway, with arguments a sub-command. Exit codes: 0 after a
 * drain, 1 if something did not stop as it should, 2 when the start cannot work.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int CANNOT_START = 2;
  private static final int NOT_DRAINED = 1;
  private static final long STOP_SECONDS = 25;
  // A start that cannot work is over by then, and has said why on one line.
  private static final long HOLD_SECONDS = 5;
  private static volatile boolean stopping;
  private static final String OURS = "io.decisionos.";

  private Main() {}

  /** Serves until a signal comes, or runs a sub-command. */
  public static void main(String[] arguments) {
    // Scripts and files read what we print: some locales have digits of their own.
    Locale.setDefault(Locale.ROOT);
    if (arguments.length > 0) {
      System.exit(Cli.run(arguments));
    }
    DirectMemory.bound();
    serve(new Environment(System.getenv()));
  }

  private static void serve(Environment environment) {
    long beganNanos = System.nanoTime();
    Thread.setDefaultUncaughtExceptionHandler(Main::escaped);
    try {
      var gateway = new Gateway(environment);
      Logging.format(gateway.config().fixed().logFormat());
      HeldLines lines = Logging.hold();
      CompletableFuture.delayedExecutor(HOLD_SECONDS, TimeUnit.SECONDS).execute(lines::release);
      HangUp.handle(gateway::reload);
      environment.unread().forEach(name -> LOG.warn("no setting reads the variable {}", name));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(gateway, lines), "drain"));
      gateway
          .start(
              started -> {
                announce(gateway, started, beganNanos);
                lines.release();
              })
          .onFailure(Main::refuseUnlessStopping);
    } catch (RuntimeException | LinkageError e) {
      refuse(e);
    }
  }

  /** What a thread threw goes to the log, which a start that is refused keeps to one line. */
  private static void escaped(Thread thread, Throwable thrown) {
    // A pool that is closed refuses what its own queue still holds: its end, and no fault.
    if (!(stopping && thrown instanceof RejectedExecutionException)) {
      LOG.error("a thread failed thread={}", thread.getName(), thrown);
    }
  }

  private static void announce(Gateway gateway, Gateway.Started started, long beganNanos) {
    Logging.level(gateway.config().live().logLevel());
    GatewayConfig.Fixed fixed = gateway.config().fixed();
    String ready =
        "ready http=%s ops=%s tenants=%d storage=%s started_in_ms=%d\nconsole %s://%s/console/\n"
            .formatted(
                fixed.http().with(started.httpPort()),
                fixed.ops().with(started.opsPort()),
                started.tenants(),
                fixed.storage().kind().word(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos),
                fixed.ops().tls().mode() == Tls.Mode.ON ? "https" : "http",
                fixed.ops().with(started.opsPort()));
    byte[] lines = ready.getBytes(StandardCharsets.UTF_8);
    // In one write: printed in pieces, a line of the log on the same file would tear it.
    System.out.write(lines, 0, lines.length);
    System.out.flush();
  }

  /**
   * Runs when the process is told to stop; a drained gateway has not failed, so it exits with 0.
   */
  private static void drain(Gateway gateway, HeldLines lines) {
    stopping = true;
    lines.release();
    int exit = isDrained(gateway) ? 0 : NOT_DRAINED;
    Logging.flush();
    Runtime.getRuntime().halt(exit);
  }

  private static boolean isDrained(Gateway gateway) {
    long patience = STOP_SECONDS + gateway.config().fixed().shutdownDelay().toSeconds();
    try {
      gateway.stop().toCompletionStage().toCompletableFuture().get(patience, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      LOG.error("the drain ended badly: {}", Cause.words(e.getCause()));
    } catch (TimeoutException e) {
      LOG.error("the drain did not end within {} s", patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** A start that is told to stop fails too, but not by a fault that anybody should mend. */
  private static void refuseUnlessStopping(Throwable cause) {
    if (!stopping) {
      refuse(cause);
    }
  }

  private static void refuse(Throwable cause) {
    boolean expected =
        cause instanceof StartFailure
            || cause instanceof UnusableDirectory
            || cause instanceof ListenerUnusable
            || cause instanceof RefusedFileException
            || cause instanceof UnsuitableRedisException;
    String why = expected ? cause.getMessage() : cause + place(cause);
    Logging.flush();
    System.err.println("cannot start: " + Printable.of(String.valueOf(why)));
    Runtime.getRuntime().halt(CANNOT_START);
  }

  /** Where in our code a failure that nobody foresaw came up, as there is one line to say it. */
  private static String place(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(OURS))
        .findFirst()
        .map(frame -> ", at " + frame)
        .orElse("");
  }
}

package io.decisionos.gateway.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Sets logging up in code, which spares the start an XML parser. Lines go to standard error by way
 * of a bounded queue, so that a reader who stops reading never stops an event loop; what the queue
 * cannot hold is lost. Thread-safe.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final int QUEUE = 8192;
  private static final String ACCESS = "access";

  /** Called by Logback when the first logger is made. */
  @Override
  public ExecutionStatus configure(LoggerContext logback) {
    install(logback, new LogLines());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Gives lines the form that the settings ask for. */
  static void format(GatewayConfig.LogFormat format) {
    if (format == GatewayConfig.LogFormat.JSON) {
      install(context(), new JsonLines());
    }
  }

  /** Chooses which lines are logged. Until the first call only what is wrong is. */
  static void level(GatewayConfig.LogLevel level) {
    context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.valueOf(level.name()));
  }

  /** Keeps lines back until they are released: a start that fails says one line and no other. */
  static HeldLines hold() {
    Logger root = context().getLogger(Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> queue = root.iteratorForAppenders().next();
    root.detachAppender(queue);
    var held = new HeldLines(queue);
    held.setContext(context());
    held.start();
    root.addAppender(held);
    return held;
  }

  /** Writes out what is still queued. */
  static void flush() {
    context().stop();
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static void install(LoggerContext logback, Layout<ILoggingEvent> lines) {
    Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    // A start that fails says why on one line; what went well before it would bury that.
    root.setLevel(Level.WARN);
    root.addAppender(console(logback, lines));
    // It warns, with a stack, of each body that is no HTTP: callers could fill the log with them.
    logback.getLogger("io.netty.channel.DefaultChannelPipeline").setLevel(Level.ERROR);
    // At debug it would tell what it sends and is sent, and that is keys.
    logback.getLogger("software.amazon.awssdk").setLevel(Level.WARN);
    // What goes wrong with Kafka is told by the check; its client says it many times a second.
    logback.getLogger("org.apache.kafka").setLevel(Level.OFF);
    Logger access = logback.getLogger(ACCESS);
    access.detachAndStopAllAppenders();
    access.setAdditive(false);
    // Its sample alone turns it on and off, not the level of the other lines.
    access.setLevel(Level.INFO);
    access.addAppender(console(logback, new JsonLines()));
  }

  private static Appender<ILoggingEvent> console(
      LoggerContext logback, Layout<ILoggingEvent> lines) {
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(logback);
    console.setTarget("System.err");
    console.setEncoder(encoder(logback, lines));
    console.start();
    var queue = new AsyncAppender();
    queue.setContext(logback);
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.addAppender(console);
    queue.start();
    return queue;
  }

  private static Encoder<ILoggingEvent> encoder(
      LoggerContext logback, Layout<ILoggingEvent> lines) {
    lines.setContext(logback);
    lines.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(logback);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(lines);
    encoder.start();
    return encoder;
  }
}

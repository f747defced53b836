package io.decisionos.gateway.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import io.decisionos.gateway.text.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An event of the log as text: one line, and those of a stack if there is one. Whatever a name or a
 * message from outside holds, it begins no line. Thread-safe.
 */
final class LogLines extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String doLayout(ILoggingEvent event) {
    String logger = event.getLoggerName();
    var lines =
        new StringBuilder(200)
            .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
            .append(' ')
            .append(String.format("%-5s", event.getLevel()))
            .append(' ')
            .append(logger.substring(logger.lastIndexOf('.') + 1))
            .append(' ')
            .append(Printable.of(event.getFormattedMessage()))
            .append('\n');
    if (event.getThrowableProxy() != null) {
      stack(lines, "", "", event.getThrowableProxy());
    }
    return lines.toString();
  }

  private static void stack(
      StringBuilder lines, String indent, String role, IThrowableProxy thrown) {
    String message = thrown.getMessage();
    lines
        .append(indent)
        .append(role)
        .append(thrown.getClassName())
        .append(message == null ? "" : ": " + Printable.of(message))
        .append('\n');
    if (thrown.isCyclic()) {
      return;
    }
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int own = frames.length - thrown.getCommonFrames();
    for (int i = 0; i < own; i++) {
      lines.append(indent).append('\t').append(frames[i]).append('\n');
    }
    if (own < frames.length) {
      lines.append(indent).append("\t... ").append(frames.length - own).append(" more\n");
    }
    for (IThrowableProxy suppressed : thrown.getSuppressed()) {
      stack(lines, indent + "\t", "Suppressed: ", suppressed);
    }
    if (thrown.getCause() != null) {
      stack(lines, indent, "Caused by: ", thrown.getCause());
    }
  }
}

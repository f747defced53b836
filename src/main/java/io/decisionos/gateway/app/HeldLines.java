package io.decisionos.gateway.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.List;

/** Keeps log lines back until they are released, then passes them on. Thread-safe. */
final class HeldLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int MOST = 1000;

  private final Appender<ILoggingEvent> next;
  private final List<ILoggingEvent> lines = new ArrayList<>();
  private volatile boolean released;

  HeldLines(Appender<ILoggingEvent> next) {
    this.next = next;
  }

  @Override
  protected void append(ILoggingEvent line) {
    if (!released && keep(line)) {
      return;
    }
    next.doAppend(line);
  }

  private synchronized boolean keep(ILoggingEvent line) {
    if (released) {
      return false;
    }
    line.prepareForDeferredProcessing();
    lines.add(line);
    if (lines.size() >= MOST) {
      release();
    }
    return true;
  }

  synchronized void release() {
    lines.forEach(next::doAppend);
    lines.clear();
    released = true;
  }
}

package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.config.Fault;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators, in the log and on the timeline, what a reload of {@code conf/} changed and once
 * of each file that it turned bad or good. For one thread.
 */
final class ConfNews {
  private static final Logger LOG = LoggerFactory.getLogger(ConfNews.class);

  private final Bus bus;
  private final Clock clock;
  private final Map<String, Fault> faults = new TreeMap<>();

  ConfNews(Bus bus, Clock clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** What is wrong with a file, or the directory, now; the first fault of it is told. */
  void found(String name, List<Fault> found) {
    Optional<Fault> now = found.stream().findFirst();
    Optional<Fault> before = Optional.ofNullable(faults.get(name));
    if (now.equals(before)) {
      return;
    }
    if (now.isPresent()) {
      faults.put(name, now.get());
      LOG.warn("conf {}; the last good version stays in force", now.get());
      post(Notice.Level.WARN, now.get() + "; the last good version stays in force");
    } else {
      faults.remove(name);
      LOG.info("conf file={} is valid again", name);
      post(Notice.Level.INFO, name + " is valid again");
    }
  }

  /** A change is in force. */
  void applied(String what) {
    LOG.info("conf {}", what);
    post(Notice.Level.INFO, what);
  }

  private void post(Notice.Level level, String message) {
    bus.announce(
        Notice.POSTED,
        new Notice(clock.instant(), level, "conf.reloaded", Optional.empty(), message));
  }

  /** The names of which something is wrong. */
  Set<String> names() {
    return faults.keySet();
  }

  /** What is wrong, by name. */
  Collection<Fault> faults() {
    return faults.values();
  }
}

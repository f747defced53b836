package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.topic.TopicSettings;
import io.decisionos.gateway.config.Section;
import java.time.Duration;

/**
 * The section {@code events} of {@code gateway.yaml}.
 *
 * @param follow the least time between two looks at the files of other processes
 * @param mostReasons how many different reasons a tenant may have
 * @param memoryBytes how much counts may take in memory before they are brought into files
 * @param topic where the log is that all gateways share
 */
public record LogSettings(Duration follow, int mostReasons, long memoryBytes, TopicSettings topic) {
  private static final long MOST_FOLLOW_MS = 60_000;
  private static final long MOST_MEMORY_MB = 65_536;

  /** Reads the section; its faults stay with it. */
  public static LogSettings read(Section events) {
    return new LogSettings(
        Duration.ofMillis(events.integer("follow_ms", 10, MOST_FOLLOW_MS).orElse(250L)),
        Math.toIntExact(events.integer("max_reasons", 1, 1_000_000).orElse(20_000L)),
        events.integer("memory_mb", 1, MOST_MEMORY_MB).orElse(64L) << 20,
        TopicSettings.read(events));
  }
}

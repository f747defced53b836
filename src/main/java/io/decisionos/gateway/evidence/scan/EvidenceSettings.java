package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.config.Section;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the files of evidence are followed and their logs named.
 *
 * @param sweep the least time between two sweeps; a large tree is swept less often
 * @param threads how many threads scan at once
 * @param rehash the time within which every file is read again
 * @param logOrigin what the names of logs begin with
 * @param gcEvery the time between two runs that nobody asks for; zero: none
 * @param root where the files are, and who changes them
 */
public record EvidenceSettings(
    Duration sweep,
    int threads,
    Duration rehash,
    String logOrigin,
    Duration gcEvery,
    EvidenceRoot root) {
  private static final Pattern ORIGIN = Pattern.compile("[!-*,-~]{1,128}");
  private static final long MINUTE_MS = 60_000;
  private static final long MOST_HOURS = 24L * 365;

  /** Reads {@code evidence} of {@code gateway.yaml}. */
  public static EvidenceSettings read(Section evidence) {
    return new EvidenceSettings(
        Duration.ofMillis(evidence.integer("sweep_ms", 10, MINUTE_MS).orElse(1000L)),
        threads(Math.toIntExact(evidence.integer("threads", 0, 256).orElse(0L))),
        Duration.ofHours(evidence.integer("rehash_hours", 1, MOST_HOURS).orElse(24L)),
        evidence
            .text("log_origin", ORIGIN, "1 to 128 visible ASCII characters without +")
            .orElse("decisionos"),
        Duration.ofHours(evidence.integer("gc_every_hours", 0, MOST_HOURS).orElse(0L)),
        EvidenceRoot.read(evidence));
  }

  /** One core stays free for those who call meanwhile. */
  private static int threads(int wanted) {
    return wanted > 0 ? wanted : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}

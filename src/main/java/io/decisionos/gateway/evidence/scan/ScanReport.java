package io.decisionos.gateway.evidence.scan;

import java.time.Duration;
import java.time.Instant;

/** What a scan of all files did. Immutable. */
public record ScanReport(Instant finishedAt, Duration took, ScanProgress progress) {}

package io.decisionos.gateway.evidence;

import java.time.Duration;
import java.time.Instant;

/** What a scan of all files did. Immutable. */
record ScanReport(Instant finishedAt, Duration took, ScanProgress progress) {}

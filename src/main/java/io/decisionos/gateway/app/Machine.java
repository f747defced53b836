package io.decisionos.gateway.app;

import io.decisionos.gateway.disk.FileOpener;
import java.time.Clock;

/**
 * What the gateway leans on and cannot trust: the clock may step, the disk may fill up. A test
 * hands in one that it disturbs. Thread-safe.
 */
public record Machine(Clock clock, FileOpener disk) {
  /** The machine that the process runs on. */
  public static final Machine REAL = new Machine(Clock.systemUTC(), FileOpener.DISK);
}

package io.decisionos.gateway.disk;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.text.Cause;
import java.io.IOException;
import java.util.List;

/** What a failure of the disk means to whoever called. */
public final class DiskFault {
  /** How the systems that we run on say that a disk, a quota or a file is full. */
  private static final List<String> FULL =
      List.of("No space left", "not enough space", "quota", "File too large");

  private DiskFault() {}

  public static Problem problem(IOException cause) {
    if (cause instanceof TornLogException) {
      return Problem.of(
              ProblemType.STORAGE_UNAVAILABLE,
              "the gateway's disk failed and the write may have happened; read before repeating it")
          .with("outcome", "unknown");
    }
    if (full(cause)) {
      return Problem.of(
          ProblemType.STORAGE_FULL,
          "the gateway's disk is full and nothing was stored; try again when there is space");
    }
    return Problem.of(
        ProblemType.STORAGE_UNAVAILABLE,
        "the gateway cannot use its disk and nothing was stored; try again later");
  }

  private static boolean full(IOException cause) {
    String message = Cause.words(cause);
    return FULL.stream().anyMatch(message::contains);
  }
}

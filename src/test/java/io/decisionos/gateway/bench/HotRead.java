package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code GET /slo} of the gateway beside servers that return the same bytes. */
final class HotRead {
  private final Rounds rounds;
  private final Optional<Path> beside;

  /**
   * A table that is not made yet.
   *
   * @param beside another checkout, with which alone this one is compared
   */
  HotRead(Rounds rounds, Optional<Path> beside) {
    this.rounds = rounds;
    this.beside = beside;
  }

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo");
    Report.line("");
    try (var field = beside.isPresent() ? Field.beside(beside.get()) : Field.start()) {
      rounds.compare(field.contestants());
    }
  }
}

package io.decisionos.gateway.bench;

import java.io.IOException;

/** {@code GET /slo} of the gateway beside servers that return the same bytes. */
final class HotRead {
  private final Rounds rounds;

  HotRead(Rounds rounds) {
    this.rounds = rounds;
  }

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo");
    Report.line("");
    try (var field = Field.start()) {
      rounds.compare(field.contestants());
    }
  }
}

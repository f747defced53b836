package io.decisionos.gateway.evidence.index;

import java.util.List;
import java.util.Optional;

/**
 * Some entries in a row. Immutable.
 *
 * @param next the path that the following page begins behind; absent on the last
 */
public record Page(List<EvidenceEntry> entries, Optional<EvidencePath> next) {

  /** As many as fit, out of a list that holds one more if there are more. */
  static Page cut(List<EvidenceEntry> found, int limit) {
    return found.size() <= limit
        ? new Page(found, Optional.empty())
        : new Page(found.subList(0, limit), Optional.of(found.get(limit - 1).path()));
  }
}

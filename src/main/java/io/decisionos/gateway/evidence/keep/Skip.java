package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Why a planned file stays after all, in the order in which a reason counts. */
public enum Skip {
  GONE,
  CHANGED,
  HELD,
  POLICY,
  KEEP_MIN,
  NOT_ARCHIVED;

  /** The reason as answers spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Judges a planned file once more; empty if it may go.
   *
   * @param now the file as it is; empty if it is gone
   * @param rules empty if the tenant is not registered any more
   */
  public static Optional<Skip> of(
      Plan.Deletion planned,
      Optional<EvidenceEntry> now,
      Standing standing,
      Optional<Retention> rules,
      Instant moment) {
    if (now.isEmpty()) {
      return Optional.of(GONE);
    }
    EvidenceEntry entry = now.get();
    boolean same =
        entry.sha256().equals(planned.entry().sha256())
            && entry.owner().equals(Optional.of(planned.tenant()));
    if (!same) {
      return Optional.of(CHANGED);
    }
    Filed file = standing.filed(planned.tenant(), entry);
    return rules.isEmpty()
        ? Optional.of(file.held() ? HELD : POLICY)
        : of(rules.get().judge(file, moment));
  }

  private static Optional<Skip> of(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN, TAMPERED -> Optional.of(CHANGED);
      case HELD -> Optional.of(HELD);
      case YOUNG -> Optional.of(POLICY);
      case KEEP_MIN -> Optional.of(KEEP_MIN);
      case NOT_ARCHIVED -> Optional.of(NOT_ARCHIVED);
      case DELETE -> Optional.empty();
    };
  }
}

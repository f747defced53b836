package io.decisionos.gateway.storage;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import java.util.Optional;

/** The conditions of one request, judged in the order of RFC 9110 section 13.2.2. */
public record Precondition(TagCondition ifMatch, TagCondition ifNoneMatch) {
  /** No condition at all. */
  public static final Precondition NONE =
      new Precondition(TagCondition.ABSENT, TagCondition.ABSENT);

  /** What the conditions say about an entry. */
  public enum Verdict {
    /** All conditions hold. */
    PROCEED,
    /** {@code If-Match} asks for an entry and there is none. */
    MISSING,
    /** {@code If-Match} does not list the entry's tag. */
    NOMATCH,
    /** {@code If-None-Match} excludes the entry that is there: for a read, 304. */
    EXISTS
  }

  /** Judges the entry's current tag, empty if there is no entry. */
  public Verdict judge(Optional<EntityTag> current) {
    Verdict first = judgeMatch(current);
    return first == Verdict.PROCEED ? judgeNoneMatch(current) : first;
  }

  private Verdict judgeMatch(Optional<EntityTag> current) {
    if (ifMatch.kind() == TagCondition.Kind.ABSENT) {
      return Verdict.PROCEED;
    }
    if (current.isEmpty()) {
      return Verdict.MISSING;
    }
    boolean holds = ifMatch.kind() == TagCondition.Kind.ANY || ifMatch.listsStrongly(current.get());
    return holds ? Verdict.PROCEED : Verdict.NOMATCH;
  }

  private Verdict judgeNoneMatch(Optional<EntityTag> current) {
    if (ifNoneMatch.kind() == TagCondition.Kind.ABSENT || current.isEmpty()) {
      return Verdict.PROCEED;
    }
    boolean excluded =
        ifNoneMatch.kind() == TagCondition.Kind.ANY || ifNoneMatch.listsWeakly(current.get());
    return excluded ? Verdict.EXISTS : Verdict.PROCEED;
  }

  /** Why a write with this verdict is refused, or empty if it may proceed. */
  public static Optional<Problem> refusal(Verdict verdict) {
    return switch (verdict) {
      case PROCEED -> Optional.empty();
      case MISSING ->
          refusal(
              ProblemType.ETAG_PRECONDITION_MISSING,
              "If-Match asks for an entry, and there is none. Create it without If-Match.");
      case NOMATCH ->
          refusal(
              ProblemType.ETAG_NOMATCH,
              "The entry was changed since. Read it again, and repeat with its new tag.");
      case EXISTS ->
          refusal(
              ProblemType.ETAG_EXISTS, "If-None-Match excludes the entry that is there. Read it.");
    };
  }

  private static Optional<Problem> refusal(ProblemType type, String detail) {
    return Optional.of(Problem.of(type, detail));
  }
}

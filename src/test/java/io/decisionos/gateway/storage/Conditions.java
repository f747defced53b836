package io.decisionos.gateway.storage;

import java.util.List;
import java.util.Optional;

/** Conditions and terms as requests come with them. */
public final class Conditions {
  /** {@code If-None-Match: *}. */
  public static final Precondition CREATE_ONLY =
      new Precondition(TagCondition.ABSENT, TagCondition.ANY);

  private Conditions() {}

  static TagCondition listed(EntityTag... tags) {
    return new TagCondition(TagCondition.Kind.LISTED, List.of(tags));
  }

  /** {@code If-Match} with these tags. */
  static Precondition matching(EntityTag... tags) {
    return new Precondition(listed(tags), TagCondition.ABSENT);
  }

  /** A condition, no bound, and a name under which it is done at most once. */
  public static Terms once(Precondition condition, StoreKey name) {
    return new Terms(condition, Long.MAX_VALUE, Optional.of(name));
  }
}

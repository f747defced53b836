package io.decisionos.gateway.http;

import io.decisionos.gateway.access.Caller;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token must allow for a route. */
public enum Scope {
  /** No tenant and no token: alive, ready, and the description of the interface. */
  OPEN(""),
  OPS_READ("ops:read"),
  STORE_READ("store:read"),
  STORE_WRITE("store:write"),
  REPLAY_WRITE("replay:write"),
  EVIDENCE_READ("evidence:read"),
  EVIDENCE_WRITE("evidence:write"),
  EVENTS_WRITE("events:write"),
  USAGE_READ("usage:read"),
  OPS_METRICS("ops:metrics"),
  OPS_ADMIN("ops:admin");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /**
   * Whether a caller may use routes of this scope; {@code ops:admin} takes in {@code ops:metrics}.
   */
  public boolean isGrantedTo(Caller caller) {
    return this == OPEN || caller.may(word) || (this == OPS_METRICS && caller.may(OPS_ADMIN.word));
  }

  /** All scopes, as tokens spell them. */
  public static Set<String> words() {
    return Arrays.stream(values())
        .map(Scope::word)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The scope as tokens spell it. */
  public String word() {
    return word;
  }
}

package io.decisionos.gateway.http;

/** What a token must allow for a route. Checked by nobody yet: tokens are a later issue. */
public enum Scope {
  /** No tenant and no token: alive, ready, and the description of the interface. */
  OPEN(""),
  OPS_READ("ops:read"),
  STORE_READ("store:read"),
  STORE_WRITE("store:write"),
  REPLAY_WRITE("replay:write"),
  EVIDENCE_READ("evidence:read"),
  EVENTS_WRITE("events:write"),
  OPS_METRICS("ops:metrics"),
  OPS_ADMIN("ops:admin");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /** The scope as tokens spell it. */
  public String word() {
    return word;
  }
}

package io.decisionos.gateway.evidence.index;

/** How final a file is; its name says so. */
public enum Tier {
  WIP,
  LOCKED
}

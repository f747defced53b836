package io.decisionos.gateway.evidence.index;

/** How many files there are. Immutable. */
public record Tally(long count, long wip, long locked, long tampered) {
  public static final Tally NOTHING = new Tally(0, 0, 0, 0);

  /** A number of files that are alike. */
  static Tally of(long count, Tier tier, boolean tampered) {
    boolean locked = tier == Tier.LOCKED;
    return new Tally(count, locked ? 0 : count, locked ? count : 0, tampered ? count : 0);
  }

  public Tally plus(Tally more) {
    return new Tally(
        count + more.count, wip + more.wip, locked + more.locked, tampered + more.tampered);
  }
}

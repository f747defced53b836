package io.decisionos.gateway.bus;

/**
 * Whether this gateway does what one of a fleet does for all. A gateway without others always does.
 *
 * @param leads whether it is this one
 * @param leader what the one is called
 */
public record Leading(boolean leads, String leader) {
  /** Told again and again by whoever meets the others; until then a gateway leads. */
  public static final Announcement<Leading> JUDGED = new Announcement<>("fleet.led", Leading.class);
}

package io.decisionos.gateway.storage;

/**
 * An entity tag (RFC 9110 section 8.8.3).
 *
 * @param opaque the text between the quotes
 */
public record EntityTag(String opaque, boolean weak) {

  public static EntityTag strong(String opaque) {
    return new EntityTag(opaque, false);
  }

  /** Strong comparison: a weak tag equals nothing, not even itself. */
  public boolean equalsStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Weak comparison: only the text between the quotes counts. */
  public boolean equalsWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /** The tag as it stands in a header field. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }
}

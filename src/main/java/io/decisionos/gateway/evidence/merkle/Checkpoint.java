package io.decisionos.gateway.evidence.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What a log commits to at a size: the text that is signed. Immutable.
 *
 * @param root nobody changes it
 */
public record Checkpoint(String origin, long size, byte[] root) {
  private static final int LEAST_LINES = 3;

  /** The text of the note. */
  public String text() {
    return origin + '\n' + size + '\n' + Base64.getEncoder().encodeToString(root) + '\n';
  }

  /** Reads the text of a note; empty if it is none of a checkpoint. */
  public static Optional<Checkpoint> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length <= LEAST_LINES || !lines[1].matches("0|[1-9]\\d{0,17}")) {
      return Optional.empty();
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines[2]);
      var read = new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
      return Optional.of(read)
          .filter(found -> root.length == Merkle.BYTES && text.startsWith(found.text()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether both commit to the same tree. */
  public boolean isSameTree(long otherSize, byte[] otherRoot) {
    return size == otherSize && Arrays.equals(root, otherRoot);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint that
        && origin.equals(that.origin)
        && isSameTree(that.size, that.root);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(root);
  }
}

package io.decisionos.gateway.evidence.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What a log commits to at a size: the text that is signed. Immutable.
 *
 * @param hash the root in base64
 */
public record Checkpoint(String origin, long size, String hash) {
  private static final int LEAST_LINES = 3;

  /** The checkpoint of a tree. */
  public static Checkpoint of(String origin, long size, byte[] root) {
    return new Checkpoint(origin, size, Base64.getEncoder().encodeToString(root));
  }

  /** The root of the tree. */
  public byte[] root() {
    return Base64.getDecoder().decode(hash);
  }

  /** The text of the note. */
  public String text() {
    return origin + '\n' + size + '\n' + hash + '\n';
  }

  /** Reads the text of a note; empty if it is none of a checkpoint. */
  public static Optional<Checkpoint> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length <= LEAST_LINES || !lines[1].matches("0|[1-9]\\d{0,17}")) {
      return Optional.empty();
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines[2]);
      // A root has one spelling.
      return Optional.of(of(lines[0], Long.parseLong(lines[1]), root))
          .filter(found -> root.length == Merkle.BYTES && text.startsWith(found.text()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether both commit to the same tree. */
  public boolean isSameTree(long otherSize, byte[] otherRoot) {
    return size == otherSize && Arrays.equals(root(), otherRoot);
  }
}

package io.decisionos.gateway.evidence.merkle;

import io.decisionos.gateway.text.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The hashes of RFC 6962, section 2.1. A hash is 32 bytes that nobody changes. Pure. */
public final class Merkle {
  /** The length of a hash. */
  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private Merkle() {}

  /** The root of a tree without leaves. */
  public static byte[] empty() {
    return Sha256.newDigest().digest();
  }

  /** The hash of a leaf. */
  public static byte[] leaf(byte[] entry) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(LEAF);
    return digest.digest(entry);
  }

  /** The hash of what has these two below it. */
  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /** The hash over neighbours of one height, as many as a power of two. */
  static byte[] complete(List<byte[]> neighbours) {
    List<byte[]> level = neighbours;
    while (level.size() > 1) {
      var above = new ArrayList<byte[]>(level.size() / 2);
      for (int i = 0; i < level.size(); i += 2) {
        above.add(node(level.get(i), level.get(i + 1)));
      }
      level = above;
    }
    return level.get(0);
  }

  /**
   * The root over complete trees that lie side by side, the largest first.
   *
   * @param trees at least one
   */
  static byte[] over(List<byte[]> trees) {
    byte[] root = trees.get(trees.size() - 1);
    for (int i = trees.size() - 2; i >= 0; i--) {
      root = node(trees.get(i), root);
    }
    return root;
  }
}

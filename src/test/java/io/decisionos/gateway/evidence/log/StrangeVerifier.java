package io.decisionos.gateway.evidence.log;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Checks a log as a stranger would who has the specifications, the folder and a verifier key, and
 * nothing of ours: no class of the gateway is used here. Recursive and slow while the gateway is
 * iterative and quick.
 */
final class StrangeVerifier {
  private final Path folder;
  private final String name;
  private final byte[] keyId;
  private final byte[] publicKey;

  /** What the checkpoint commits to; the root in base64. */
  record Head(long size, String base64) {
    byte[] root() {
      return Base64.getDecoder().decode(base64);
    }
  }

  /** Why the log is not believed. */
  static final class Liar extends Exception {
    private static final long serialVersionUID = 1;

    Liar(String why) {
      super(why);
    }
  }

  StrangeVerifier(Path folder, String verifierKey) {
    this.folder = folder;
    String[] parts = verifierKey.split("\\+", 3);
    this.name = parts[0];
    this.keyId = ByteBuffer.allocate(4).putInt(Integer.parseUnsignedInt(parts[1], 16)).array();
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    this.publicKey = Arrays.copyOfRange(typed, 1, typed.length);
  }

  /** Reads everything, believes nothing; returns the entries. */
  List<byte[]> entries() throws Liar {
    Head head = head();
    var entries = new ArrayList<byte[]>();
    var hashes = new ArrayList<byte[]>();
    for (long from = 0; from < head.size; from += 256) {
      int width = (int) Math.min(256, head.size - from);
      byte[] tile = read("tile/0/" + spell(from / 256, width));
      must(tile.length == 32 * width, "a tile is too short or too long");
      ByteBuffer bundle = ByteBuffer.wrap(read("tile/entries/" + spell(from / 256, width)));
      for (int i = 0; i < width; i++) {
        must(bundle.remaining() >= 2, "an entry is missing");
        byte[] entry = new byte[bundle.getShort() & 0xffff];
        must(bundle.remaining() >= entry.length, "an entry is cut");
        bundle.get(entry);
        byte[] hash = sha(new byte[] {0}, entry);
        must(Arrays.equals(hash, Arrays.copyOfRange(tile, 32 * i, 32 * i + 32)), "an entry lies");
        entries.add(entry);
        hashes.add(hash);
      }
      must(!bundle.hasRemaining(), "there are too many entries");
    }
    must(Arrays.equals(head.root(), root(hashes)), "the tree has another root");
    upperTiles(hashes);
    return entries;
  }

  /** The levels above, each hash of a tile over a full tile below. */
  private void upperTiles(List<byte[]> leaves) throws Liar {
    List<byte[]> below = leaves;
    for (int level = 1; below.size() >= 256; level++) {
      var hashes = new ArrayList<byte[]>();
      for (int from = 0; from + 256 <= below.size(); from += 256) {
        hashes.add(root(below.subList(from, from + 256)));
      }
      for (int from = 0; from < hashes.size(); from += 256) {
        int width = Math.min(256, hashes.size() - from);
        byte[] tile = read("tile/" + level + "/" + spell(from / 256, width));
        must(
            Arrays.equals(tile, sum(hashes.subList(from, from + width))),
            "a tile above is not what is below");
      }
      below = hashes;
    }
  }

  private static byte[] sum(List<byte[]> hashes) {
    ByteBuffer all = ByteBuffer.allocate(32 * hashes.size());
    hashes.forEach(all::put);
    return all.array();
  }

  /** The checkpoint, if the key has signed it. */
  Head head() throws Liar {
    return head(new String(read("checkpoint"), StandardCharsets.UTF_8));
  }

  Head head(String note) throws Liar {
    int gap = note.lastIndexOf("\n\n");
    must(gap > 0 && gap + 2 < note.length() && note.endsWith("\n"), "no note");
    String text = note.substring(0, gap + 1);
    boolean signed = false;
    for (String line : note.substring(gap + 2, note.length() - 1).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      must(words.length == 3 && words[0].equals("\u2014"), "no signature line");
      byte[] bytes = decode(words[2]);
      must(bytes.length == 68, "no Ed25519 signature");
      if (words[1].equals(name) && Arrays.equals(Arrays.copyOf(bytes, 4), keyId)) {
        must(verifies(text, Arrays.copyOfRange(bytes, 4, 68)), "the signature is wrong");
        signed = true;
      }
    }
    must(signed, "nobody known has signed");
    String[] lines = text.split("\n", -1);
    must(lines.length == 4 && lines[0].equals(name) && lines[3].isEmpty(), "no checkpoint");
    must(lines[1].matches("0|[1-9][0-9]*"), "no size");
    decode(lines[2]);
    return new Head(Long.parseLong(lines[1]), lines[2]);
  }

  /** Whether a leaf is in the tree of a head, by RFC 9162's way of checking the proof. */
  static boolean includes(Head head, long index, byte[] entry, List<byte[]> proof) {
    if (index >= head.size) {
      return false;
    }
    long fn = index;
    long sn = head.size - 1;
    byte[] r = sha(new byte[] {0}, entry);
    for (byte[] p : proof) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = sha(new byte[] {1}, p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = sha(new byte[] {1}, r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(r, head.root());
  }

  /** MTH as RFC 6962 writes it down. */
  static byte[] root(List<byte[]> hashes) {
    if (hashes.isEmpty()) {
      return sha();
    }
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int k = 1;
    while (2 * k < hashes.size()) {
      k *= 2;
    }
    return sha(new byte[] {1}, root(hashes.subList(0, k)), root(hashes.subList(k, hashes.size())));
  }

  static byte[] sha(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String spell(long index, int width) {
    String digits = String.format("%03d", index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      digits = String.format("x%03d/", rest % 1000) + digits;
    }
    return width == 256 ? digits : digits + ".p/" + width;
  }

  private byte[] read(String path) throws Liar {
    try {
      return Files.readAllBytes(folder.resolve(path));
    } catch (IOException e) {
      throw new Liar(path + " is not there");
    }
  }

  private static byte[] decode(String base64) throws Liar {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      must(Base64.getEncoder().encodeToString(bytes).equals(base64), "loose base64");
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new Liar("no base64");
    }
  }

  private static void must(boolean true_, String otherwise) throws Liar {
    if (!true_) {
      throw new Liar(otherwise);
    }
  }

  private boolean verifies(String text, byte[] signature) {
    try {
      byte[] reversed = new byte[32];
      for (int i = 0; i < 32; i++) {
        reversed[i] = publicKey[31 - i];
      }
      boolean odd = (reversed[0] & 0x80) != 0;
      reversed[0] &= 0x7f;
      var point = new EdECPoint(odd, new BigInteger(1, reversed));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

package io.decisionos.gateway.evidence.merkle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A text and who has signed it, in the format signed-note. Immutable.
 *
 * @param text ends with the end of a line
 */
public record Note(String text, List<Line> signatures) {
  private static final String DASH = "\u2014 ";
  private static final String SEPARATOR = "\n\n";
  private static final int ID_BYTES = 4;
  private static final int MOST_CHARACTERS = 1 << 16;

  public Note {
    signatures = List.copyOf(signatures);
  }

  /**
   * One signature.
   *
   * @param name whose it says it is
   * @param base64 the key's id and the signature
   */
  record Line(String name, String base64) {
    static Line of(NoteKey key, byte[] signature) {
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(HexFormat.of().parseHex(key.id()));
      bytes.writeBytes(signature);
      return new Line(key.name(), Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    String print() {
      return DASH + name + ' ' + base64 + '\n';
    }

    boolean isBy(NoteKey key) {
      return name.equals(key.name())
          && HexFormat.of().formatHex(bytes(), 0, ID_BYTES).equals(key.id());
    }

    byte[] signature() {
      byte[] bytes = bytes();
      return Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
    }

    private byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }

    static Optional<Line> parse(String line) {
      String[] parts = line.split(" ", -1);
      if (!line.startsWith(DASH) || parts.length != 3) {
        return Optional.empty();
      }
      try {
        byte[] bytes = Base64.getDecoder().decode(parts[2]);
        // The last digit of base64 has bits that say nothing: there is one spelling all the same.
        return Optional.of(new Line(parts[1], Base64.getEncoder().encodeToString(bytes)))
            .filter(read -> bytes.length > ID_BYTES && read.base64.equals(parts[2]));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  /** Signs a text with every key. */
  public static Note sign(String text, List<NoteSigner> keys) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return new Note(
        text, keys.stream().map(key -> Line.of(key.verifier(), key.sign(message))).toList());
  }

  /** Reads a note; empty for what is none. */
  public static Optional<Note> parse(String note) {
    int end = note.lastIndexOf(SEPARATOR);
    int begin = end + SEPARATOR.length();
    if (end < 0
        || begin == note.length()
        || !note.endsWith("\n")
        || note.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    var lines = new ArrayList<Line>();
    for (String line : note.substring(begin, note.length() - 1).split("\n", -1)) {
      Optional<Line> read = Line.parse(line);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      lines.add(read.get());
    }
    return Optional.of(new Note(note.substring(0, end + 1), lines));
  }

  /** The note as it is kept and served. */
  public String print() {
    var out = new StringBuilder(text).append('\n');
    signatures.forEach(line -> out.append(line.print()));
    return out.toString();
  }

  /** Whether each of the keys has signed it, and nobody else. */
  public boolean isSignedByAll(List<NoteKey> keys) {
    return signatures.size() == keys.size()
        && keys.stream().allMatch(key -> isSignedBy(List.of(key)));
  }

  /** Whether one of the keys has signed it, and none that is said to have has not. */
  public boolean isSignedBy(List<NoteKey> keys) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    boolean signed = false;
    for (Line line : signatures) {
      for (NoteKey key : keys) {
        if (line.isBy(key)) {
          if (!key.hasSigned(message, line.signature())) {
            return false;
          }
          signed = true;
        }
      }
    }
    return signed;
  }
}

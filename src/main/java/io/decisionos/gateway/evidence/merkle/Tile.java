package io.decisionos.gateway.evidence.merkle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which hashes of a tree, or which of its entries, lie together in one file, and by which path they
 * are asked for. Immutable.
 *
 * @param level of hashes, from 0; {@link #ENTRIES} for the entries themselves
 * @param index from the left, from 0
 * @param width how many there are, 1 to 256
 */
public record Tile(int level, long index, int width) {
  /** The level of entries. */
  public static final int ENTRIES = -1;

  /** How many lie together in a full tile. */
  public static final int FULL = 256;

  private static final String ENTRIES_WORD = "entries";
  private static final int HEIGHT = 8;
  private static final int GROUP = 1000;
  private static final int MOST_LEVEL = 63;
  // Three groups of digits are more tiles than fit on any disk.
  private static final Pattern PLACE =
      Pattern.compile("((?:x\\d{3}/){0,2}\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

  /** The tile that a path after {@code tile/} stands for. */
  public static Optional<Tile> parse(String level, String place) {
    Matcher matcher = PLACE.matcher(place);
    Optional<Integer> parsed = level(level);
    if (parsed.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(1).replace("x", "").replace("/", "");
    int width = matcher.group(2) == null ? FULL : Integer.parseInt(matcher.group(2));
    var tile = new Tile(parsed.get(), Long.parseLong(digits), width);
    // A number has one spelling: no group of zeros first, and a full tile no width.
    return tile.place().equals(place) ? Optional.of(tile) : Optional.empty();
  }

  private static Optional<Integer> level(String text) {
    if (text.equals(ENTRIES_WORD)) {
      return Optional.of(ENTRIES);
    }
    return text.matches("0|[1-9]\\d?")
        ? Optional.of(Integer.parseInt(text)).filter(level -> level <= MOST_LEVEL)
        : Optional.empty();
  }

  /** The path below the log, such as {@code tile/0/x001/234.p/7}. */
  public String path() {
    return folder() + '/' + place();
  }

  /** The folder of its level. */
  public String folder() {
    return "tile/" + (level == ENTRIES ? ENTRIES_WORD : String.valueOf(level));
  }

  private String place() {
    return number(index) + (isFull() ? "" : ".p/" + width);
  }

  private static String number(long index) {
    var text = new StringBuilder("%03d".formatted(index % GROUP));
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      text.insert(0, "x%03d/".formatted(rest % GROUP));
    }
    return text.toString();
  }

  public boolean isFull() {
    return width == FULL;
  }

  /** The tile that it is, or becomes. */
  public Tile full() {
    return new Tile(level, index, FULL);
  }

  /** The folder of the partial tiles that this one takes the place of when it is full. */
  public String partials() {
    return folder() + '/' + number(index) + ".p";
  }

  /** How many there are on a level of a tree of so many entries. */
  public static long nodes(int level, long size) {
    int shift = level == ENTRIES ? 0 : HEIGHT * level;
    return shift < Long.SIZE ? size >> shift : 0;
  }

  /** Whether a tree of so many entries has the tile. */
  public boolean isIn(long size) {
    return index <= size && index * FULL + width <= nodes(level, size);
  }

  /** Whether a tree of so many entries has something of the full tile. */
  public boolean isBegunIn(long size) {
    return index * FULL < nodes(level, size);
  }

  /** Whether the full tile is not yet in a tree of so many entries, and is the next to be. */
  public boolean isAtEdge(long size) {
    return index == nodes(level, size) / FULL;
  }

  /** The full tile of a level that a tree of so many entries has next. */
  public static Tile atEdge(int level, long size) {
    return new Tile(level, nodes(level, size) / FULL, FULL);
  }

  /** The tile of a level at the right edge of a tree; empty if the level ends with a full one. */
  public static Optional<Tile> edge(int level, long size) {
    int width = (int) (nodes(level, size) % FULL);
    return width == 0
        ? Optional.empty()
        : Optional.of(new Tile(level, nodes(level, size) / FULL, width));
  }

  /** The tile that holds a hash or an entry, as wide as it is in a tree of so many entries. */
  public static Tile of(int level, long node, long size) {
    long index = node / FULL;
    return new Tile(level, index, (int) Math.min(FULL, nodes(level, size) - index * FULL));
  }
}

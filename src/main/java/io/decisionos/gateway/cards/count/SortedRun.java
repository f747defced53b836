package io.decisionos.gateway.cards.count;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.time.Instant;
import java.util.function.IntFunction;

/**
 * Counts of one tenant, sorted by time and then by reason, with the sums of each hour beside them.
 * Lies in memory or in a mapped file, in one form. Immutable, for any thread.
 *
 * <p>A cell's key is the nanosecond in its hour (42 bits) and the reason's number (21 bits).
 */
final class SortedRun {
  /** One more than the largest number of a reason. */
  static final int MOST_REASONS = 1 << 21;

  /** How many bytes a run has before its columns. */
  static final int HEAD = 40;

  static final int MAGIC = 0x444f5352;
  static final Space HEAP = ByteBuffer::allocate;

  private static final int REASON_BITS = 21;
  private static final int ALL_ONES = 0;

  private final ByteBuffer bytes;
  private final long version;
  private final LongBuffer keys;
  private final LongBuffer counts;
  private final LongBuffer sums;
  private final IntBuffer hours;
  private final IntBuffer firstCells;
  private final IntBuffer firstSums;
  private final IntBuffer sumReasons;

  /** Gives the room for a run of so many bytes. */
  @FunctionalInterface
  interface Space extends IntFunction<ByteBuffer> {}

  /** Takes cells, oldest first and each key of an hour once. */
  interface Sink {
    void cell(int hour, long key, long count);
  }

  /** A run that lies in these bytes. */
  SortedRun(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().clear();
    ByteBuffer columns = bytes.duplicate().clear();
    int cellCount = columns.getInt(8);
    int hourCount = columns.getInt(12);
    int sumCount = columns.getInt(16);
    int width = columns.getInt(20);
    this.version = columns.getLong(24);
    columns.position(HEAD);
    this.keys = longs(columns, cellCount);
    this.counts = longs(columns, width == ALL_ONES ? 0 : cellCount);
    this.sums = longs(columns, sumCount);
    this.hours = ints(columns, hourCount);
    this.firstCells = ints(columns, hourCount + 1);
    this.firstSums = ints(columns, hourCount + 1);
    this.sumReasons = ints(columns, sumCount);
  }

  /** Tells whether bytes are a run that was written to its end. */
  static boolean isWhole(ByteBuffer bytes) {
    long cells = bytes.getInt(8);
    long hours = bytes.getInt(12);
    long sums = bytes.getInt(16);
    long longs = (bytes.getInt(20) == ALL_ONES ? cells : 2 * cells) + sums;
    return bytes.getInt(0) == MAGIC
        && bytes.limit() == HEAD + longs * Long.BYTES + (3 * hours + 2 + sums) * Integer.BYTES
        && bytes.getInt(4) == RunWriter.checksum(bytes);
  }

  private static LongBuffer longs(ByteBuffer columns, int count) {
    LongBuffer column = columns.slice(columns.position(), count * Long.BYTES).asLongBuffer();
    columns.position(columns.position() + count * Long.BYTES);
    return column;
  }

  private static IntBuffer ints(ByteBuffer columns, int count) {
    IntBuffer column = columns.slice(columns.position(), count * Integer.BYTES).asIntBuffer();
    columns.position(columns.position() + count * Integer.BYTES);
    return column;
  }

  /** Counts how large a run will be. */
  static final class Size implements Sink {
    private int cells;
    private int hours;
    private int sums;
    private boolean allOnes = true;
    private int hour;
    private final HourSums inHour = new HourSums();

    @Override
    public void cell(int at, long key, long count) {
      if (cells == 0 || at != hour) {
        sums += inHour.size();
        inHour.clear();
        hours++;
        hour = at;
      }
      inHour.add(reason(key), count);
      cells++;
      allOnes &= count == 1;
    }

    int cells() {
      return cells;
    }

    int hours() {
      return hours;
    }

    int sums() {
      return sums + inHour.size();
    }

    boolean allOnes() {
      return allOnes;
    }

    int bytes() {
      int longs = Math.addExact(Math.multiplyExact(cells, allOnes ? 1 : 2), sums());
      int ints = 3 * hours + 2 + sums();
      return Math.addExact(HEAD + Math.multiplyExact(longs, Long.BYTES), ints * Integer.BYTES);
    }
  }

  static long nanosInHour(Instant at) {
    return Math.floorMod(at.getEpochSecond(), Span.HOUR_SECONDS) * 1_000_000_000L + at.getNano();
  }

  static long key(long nanosInHour, int reason) {
    return nanosInHour << REASON_BITS | reason;
  }

  static int reason(long key) {
    return (int) (key & (MOST_REASONS - 1));
  }

  /** The version of the tenant's counts with the newest event in this run. */
  long version() {
    return version;
  }

  int cells() {
    return keys.limit();
  }

  /** The most bytes that this can add to a run of several: there each cell may need a count. */
  long mostBytesMerged() {
    long longs = 2L * keys.limit() + sums.limit();
    long ints = 3L * hours.limit() + sums.limit();
    return longs * Long.BYTES + ints * Integer.BYTES;
  }

  int hours() {
    return hours.limit();
  }

  int hour(int index) {
    return hours.get(index);
  }

  /** The index of the first hour that is not before this one. */
  int indexOf(long hour) {
    int low = 0;
    int high = hours.limit();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hours.get(middle) < hour) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  int firstCell(int index) {
    return firstCells.get(index);
  }

  long key(int cell) {
    return keys.get(cell);
  }

  long count(int cell) {
    return counts.limit() == 0 ? 1 : counts.get(cell);
  }

  /** Adds what was counted in one whole hour. */
  void addHour(int index, HourSums totals) {
    for (int i = firstSums.get(index); i < firstSums.get(index + 1); i++) {
      totals.add(sumReasons.get(i), sums.get(i));
    }
  }

  /** Adds what was counted in a part of one hour. */
  void addPart(int index, long fromNanos, long toNanos, HourSums totals) {
    int last = firstCells.get(index + 1);
    long end = key(toNanos, 0);
    for (int i = cellAt(index, key(fromNanos, 0)); i < last && keys.get(i) < end; i++) {
      totals.add(reason(keys.get(i)), count(i));
    }
  }

  private int cellAt(int index, long key) {
    int low = firstCells.get(index);
    int high = firstCells.get(index + 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys.get(middle) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The run as it is written. */
  ByteBuffer bytes() {
    return bytes.duplicate();
  }
}

package io.decisionos.gateway.cards.count;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Lays out one run, whose size is known. For one thread. */
final class RunWriter implements SortedRun.Sink {
  private final SortedRun.Size size;
  private final ByteBuffer bytes;
  private final int counts;
  private final int sums;
  private final int hours;
  private final int firstCells;
  private final int firstSums;
  private final int sumReasons;
  private final HourSums inHour = new HourSums();
  private int cell;
  private int hour = -1;
  private int sum;
  private int current;

  /**
   * @param version see {@link SortedRun#version}
   */
  RunWriter(SortedRun.Size size, long version, SortedRun.Space space) {
    this.size = size;
    this.bytes = space.apply(size.bytes());
    int cells = size.cells();
    this.counts = SortedRun.HEAD + cells * Long.BYTES;
    this.sums = counts + (size.allOnes() ? 0 : cells * Long.BYTES);
    this.hours = sums + size.sums() * Long.BYTES;
    this.firstCells = hours + size.hours() * Integer.BYTES;
    this.firstSums = firstCells + (size.hours() + 1) * Integer.BYTES;
    this.sumReasons = firstSums + (size.hours() + 1) * Integer.BYTES;
    bytes.putInt(0, SortedRun.MAGIC).putInt(8, cells).putInt(12, size.hours());
    bytes.putInt(16, size.sums()).putInt(20, size.allOnes() ? 0 : Long.BYTES);
    bytes.putLong(24, version);
  }

  @Override
  public void cell(int at, long key, long count) {
    if (cell == 0 || at != current) {
      endHour();
      current = at;
      hour++;
      bytes.putInt(hours + hour * Integer.BYTES, at);
      bytes.putInt(firstCells + hour * Integer.BYTES, cell);
      bytes.putInt(firstSums + hour * Integer.BYTES, sum);
    }
    inHour.add(SortedRun.reason(key), count);
    bytes.putLong(SortedRun.HEAD + cell * Long.BYTES, key);
    if (!size.allOnes()) {
      bytes.putLong(counts + cell * Long.BYTES, count);
    }
    cell++;
  }

  private void endHour() {
    for (int reason : inHour.reasons()) {
      bytes.putLong(sums + sum * Long.BYTES, inHour.of(reason));
      bytes.putInt(sumReasons + sum * Integer.BYTES, reason);
      sum++;
    }
    inHour.clear();
  }

  SortedRun finish() {
    endHour();
    bytes.putInt(firstCells + size.hours() * Integer.BYTES, cell);
    bytes.putInt(firstSums + size.hours() * Integer.BYTES, sum);
    bytes.putInt(4, checksum(bytes));
    return new SortedRun(bytes);
  }

  /** The checksum of all that follows it. */
  static int checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate().clear().position(8));
    return (int) crc.getValue();
  }
}

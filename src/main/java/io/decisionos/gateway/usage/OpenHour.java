package io.decisionos.gateway.usage;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A tenant's hour that still goes on. Confined to one thread. */
final class OpenHour {
  private static final int MINUTES = 60;
  // By nearest rank: the smallest of 60 that 95 % of them are not above.
  private static final int RANK = 57;

  private static final String PAIR = "[0-9]{1,2}:[0-9]{1,9}";
  private static final Pattern SHEET =
      Pattern.compile("[0-9]{1,18}(,[0-9]{1,18}){9};(%s(,%s){0,59})?".formatted(PAIR, PAIR));

  private final int[] minutes = new int[MINUTES];
  private Amounts amounts = Amounts.NONE;
  private long storageBytes;
  private long evidenceBytes;
  private long heldBytes;

  /** Adds what was counted within one of the hour's minutes, from 0 to 59. */
  void add(int minute, Amounts added) {
    amounts = amounts.plus(added);
    minutes[minute] = (int) Math.min(Integer.MAX_VALUE, minutes[minute] + added.requests());
  }

  /** Notes what is held now; tells whether it is more than at any time of this hour. */
  boolean holds(Holdings now) {
    long before = storageBytes + evidenceBytes + heldBytes;
    storageBytes = Math.max(storageBytes, now.storageBytes());
    evidenceBytes = Math.max(evidenceBytes, now.evidenceBytes());
    heldBytes = Math.max(heldBytes, now.all());
    return storageBytes + evidenceBytes + heldBytes > before;
  }

  /** The hour as it is so far; minutes to come count as idle. */
  HourRow row() {
    int[] sorted = minutes.clone();
    Arrays.sort(sorted);
    return new HourRow(amounts, storageBytes, evidenceBytes, heldBytes, sorted[RANK - 1]);
  }

  Amounts amounts() {
    return amounts;
  }

  /** This hour and the same one as others have counted it, minute by minute. */
  OpenHour plus(Collection<OpenHour> others) {
    var sum = new OpenHour();
    sum.take(this);
    others.forEach(sum::take);
    return sum;
  }

  /** What is held is seen by all, so that it does not add up. */
  private void take(OpenHour other) {
    for (int minute = 0; minute < MINUTES; minute++) {
      minutes[minute] =
          (int) Math.min(Integer.MAX_VALUE, (long) minutes[minute] + other.minutes[minute]);
    }
    amounts = amounts.plus(other.amounts);
    storageBytes = Math.max(storageBytes, other.storageBytes);
    evidenceBytes = Math.max(evidenceBytes, other.evidenceBytes);
    heldBytes = Math.max(heldBytes, other.heldBytes);
  }

  /** The hour as one line for other gateways: ten numbers, then minutes and their requests. */
  String sheet() {
    String numbers =
        LongStream.of(
                amounts.requests(),
                amounts.refused(),
                amounts.cpuNanos(),
                amounts.bytesIn(),
                amounts.bytesOut(),
                amounts.operations(),
                amounts.events(),
                storageBytes,
                evidenceBytes,
                heldBytes)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(","));
    return IntStream.range(0, MINUTES)
        .filter(minute -> minutes[minute] > 0)
        .mapToObj(minute -> minute + ":" + minutes[minute])
        .collect(Collectors.joining(",", numbers + ';', ""));
  }

  /** A line of another gateway; empty if it is none. */
  static Optional<OpenHour> parse(String sheet) {
    if (!SHEET.matcher(sheet).matches()) {
      return Optional.empty();
    }
    String[] halves = sheet.split(";", -1);
    long[] n = Arrays.stream(halves[0].split(",")).mapToLong(Long::parseLong).toArray();
    var hour = new OpenHour();
    hour.amounts = new Amounts(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    hour.storageBytes = n[7];
    hour.evidenceBytes = n[8];
    hour.heldBytes = n[9];
    for (String pair : halves[1].isEmpty() ? new String[0] : halves[1].split(",")) {
      String[] sides = pair.split(":", -1);
      hour.minutes[Integer.parseInt(sides[0]) % MINUTES] = Integer.parseInt(sides[1]);
    }
    return Optional.of(hour);
  }

  /** Says the hour again as what {@link #add} and {@link #holds} would make it from. */
  void replay(BiConsumer<Integer, HourRow> listener) {
    Amounts rest = amounts;
    for (int minute = 0; minute < MINUTES; minute++) {
      if (minutes[minute] > 0) {
        var asked = new Amounts(minutes[minute], 0, 0, 0, 0, 0, 0);
        rest = rest.minus(asked);
        listener.accept(minute, new HourRow(asked, 0, 0, 0, 0));
      }
    }
    listener.accept(0, new HourRow(rest, storageBytes, evidenceBytes, heldBytes, 0));
  }

  /** Adds a part of the hour that was written down. */
  void restore(int minute, HourRow part) {
    add(minute, part.amounts());
    storageBytes = Math.max(storageBytes, part.storageBytes());
    evidenceBytes = Math.max(evidenceBytes, part.evidenceBytes());
    heldBytes = Math.max(heldBytes, part.heldBytes());
  }
}

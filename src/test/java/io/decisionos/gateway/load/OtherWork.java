package io.decisionos.gateway.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How much of this machine's processors was taken by whom neither this process nor those that it
 * started and saw end are: other programs, and other machines on the same hardware. Linux only.
 */
final class OtherWork {
  private static final double TICKS_PER_SECOND = 100;
  private static final int OWN_TICKS = 4;
  private static final int FIRST_OWN = 11;
  private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

  private final long before = ticks();

  /** The seconds of processor time that others took since this was made. */
  double seconds() {
    return (ticks() - before) / TICKS_PER_SECOND;
  }

  private static long ticks() {
    try {
      List<String> all =
          List.of(Files.readString(Path.of("/proc/stat")).split("\\R", 2)[0].split(" +"));
      String own = Files.readString(Path.of("/proc/self/stat"));
      // The fields after the name, which may itself hold spaces.
      String[] fields = own.substring(own.lastIndexOf(')') + 2).split(" ");
      long busy = BUSY.stream().mapToLong(i -> Long.parseLong(all.get(i))).sum();
      return busy
          - Arrays.stream(fields, FIRST_OWN, FIRST_OWN + OWN_TICKS)
              .mapToLong(Long::parseLong)
              .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

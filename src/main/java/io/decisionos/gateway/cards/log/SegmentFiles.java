package io.decisionos.gateway.cards.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the gateway's own files of events are called: by day and number, so that names sort by age.
 */
final class SegmentFiles {
  private static final Pattern NAME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d-\\d{6}\\.events");

  private SegmentFiles() {}

  /** Those of a folder, oldest first. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(SegmentFiles::isOne).sorted().toList();
    }
  }

  /** Whether a file is called like one of ours. */
  static boolean isOne(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches()
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a file is of a day, or of a later one: clocks step back. */
  static boolean isAsNewAs(LocalDate day, String name) {
    return name.compareTo(day + "-") > 0;
  }

  /** What the next file is called; none gets a name that sorts before the newest. */
  static String after(String newest, LocalDate today) {
    String day = isAsNewAs(today, newest) ? newest.substring(0, 10) : today.toString();
    int number = newest.startsWith(day) ? Integer.parseInt(newest.substring(11, 17)) + 1 : 1;
    return String.format(Locale.ROOT, "%s-%06d.events", day, number);
  }
}

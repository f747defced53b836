package io.decisionos.gateway.usage;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hours as files: {@code open-N.csv} gets lines while hour {@code N} goes on, {@code
 * hour-N.csv} has one line for each tenant and does not change any more. {@code N} counts hours
 * since 1970. Blocks; for one thread.
 */
final class HourFiles {
  /** For so many hours a finished hour is kept. */
  static final int KEPT = 35 * 24;

  private static final int MOST_AT_ONCE = 48;
  private static final String OPEN = "open-";
  private static final String HOUR = "hour-";
  private static final String END = ".csv";

  private final Path directory;
  private final Whole whole;

  /** Writes a file so that it is there either whole or not at all. */
  @FunctionalInterface
  interface Whole {
    void write(Path file, String text) throws IOException;
  }

  HourFiles(Path directory, Whole whole) {
    this.directory = directory;
    this.whole = whole;
  }

  void prepare() throws IOException {
    Durable.folder(directory);
  }

  /** The hours that were begun and have no finished file, the oldest first. */
  SortedSet<Long> begun() throws IOException {
    SortedSet<Long> hours = numbers(OPEN);
    hours.removeAll(finished());
    return hours;
  }

  /** The hours that are finished, the oldest first. */
  SortedSet<Long> finished() throws IOException {
    return numbers(HOUR);
  }

  private SortedSet<Long> numbers(String start) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(start + "[0-9]{1,9}\\" + END))
          .map(name -> Long.valueOf(name.substring(start.length(), name.length() - END.length())))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** What was written down of an hour that goes on, or went on when the process ended. */
  List<HourLine> open(long hour) throws IOException {
    return lines(openFile(hour));
  }

  /** A finished hour; one that nobody has counted is empty. */
  Hour read(long hour) throws IOException {
    return Hour.of(lines(hourFile(hour)));
  }

  private static List<HourLine> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    // What a crash has left at the end is no UTF-8 perhaps, and no line.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.lines().flatMap(line -> HourLine.parse(line).stream()).toList();
  }

  /** Adds to an hour that goes on; a line that a crash has torn is followed by a whole one. */
  void append(long hour, List<HourLine> lines) throws IOException {
    OwnerOnly.folderAgain(directory);
    OwnerOnly.append(openFile(hour), '\n' + text(lines));
  }

  /** Puts these lines in the place of all that is written of an hour that goes on. */
  void replace(long hour, List<HourLine> lines) throws IOException {
    OwnerOnly.folderAgain(directory);
    whole.write(openFile(hour), text(lines));
  }

  /** Finishes an hour. One that is finished already stays as it is. */
  void finish(long hour, Hour rows) throws IOException {
    OwnerOnly.folderAgain(directory);
    if (!Files.exists(hourFile(hour))) {
      whole.write(hourFile(hour), HourLine.HEAD + text(rows.lines()));
    }
    Files.deleteIfExists(openFile(hour));
  }

  /** Deletes what is too old. */
  void forgetAll(long now) throws IOException {
    for (long hour : finished().headSet(now - KEPT)) {
      Files.deleteIfExists(hourFile(hour));
    }
    for (long hour : numbers(OPEN).headSet(now - KEPT)) {
      Files.deleteIfExists(openFile(hour));
    }
  }

  /** Deletes what has become too old within the last hours. */
  void forget(long now) throws IOException {
    for (long hour = Math.max(0, now - KEPT - MOST_AT_ONCE); hour < now - KEPT; hour++) {
      Files.deleteIfExists(hourFile(hour));
    }
  }

  private static String text(List<HourLine> lines) {
    return lines.stream().map(HourLine::text).collect(Collectors.joining());
  }

  private Path openFile(long hour) {
    return directory.resolve(OPEN + hour + END);
  }

  private Path hourFile(long hour) {
    return directory.resolve(HOUR + hour + END);
  }
}

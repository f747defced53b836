package io.decisionos.gateway.slo;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The counts of three days as files, one for each hour: {@code minutes-N.jsonl} has a line for each
 * minute with traffic; once no window needs its minutes it becomes {@code hour-N.json}, one line.
 * {@code N} counts hours since 1970. Blocks; for one thread.
 */
final class SloFiles {
  private static final String MINUTES = "minutes-";
  private static final String MINUTES_END = ".jsonl";
  private static final String HOUR = "hour-";
  private static final String HOUR_END = ".json";
  private static final int HOUR_SECONDS = 3600;
  // The longest window of minutes reaches back six hours and one slot.
  private static final int FINE_HOURS = 7;
  // What the longest window reaches, and a day in hand for hours of a clock that was wrong.
  private static final int KEPT_HOURS = SloWindow.DAYS_3.slots() + 1 + 24;

  private final Path directory;

  SloFiles(Path directory) {
    this.directory = directory;
  }

  /** What the lines say, in the order of time. */
  interface Reader {
    void minute(long second, Map<TenantId, Counts> counts);

    void hour(long second, Map<TenantId, Counts> counts);
  }

  /** Reads what earlier runs have left, and forgets what no window reaches. */
  void restore(long now, Reader reader) throws IOException {
    Durable.folder(directory);
    compact(now);
    long hour = Math.floorDiv(now, HOUR_SECONDS);
    for (long at = hour - SloWindow.DAYS_3.slots(); at <= hour; at++) {
      Path whole = hourFile(at);
      if (Files.exists(whole)) {
        lines(whole).forEach(line -> reader.hour(line.second(), line.counts()));
      } else if (Files.exists(minutesFile(at))) {
        lines(minutesFile(at)).forEach(line -> reader.minute(line.second(), line.counts()));
      }
    }
  }

  /**
   * Adds what was counted since the last time; a line that a crash has torn is followed by a whole
   * one.
   */
  void append(long second, Map<TenantId, Counts> counts) throws IOException {
    OwnerOnly.folderAgain(directory);
    OwnerOnly.append(
        minutesFile(Math.floorDiv(second, HOUR_SECONDS)), '\n' + new Line(second, counts).text());
  }

  /**
   * Keeps the minutes of the hours that are nearest to now, of others one line each, and of the
   * farthest nothing. Hours are counted, whatever their age: a clock that is wrong for a while
   * costs no more of them than it takes.
   */
  void compact(long now) throws IOException {
    List<Long> nearest = hours(Math.floorDiv(now, HOUR_SECONDS));
    for (long coarse : nearest.subList(Math.min(FINE_HOURS, nearest.size()), nearest.size())) {
      fold(coarse);
    }
    for (long old : nearest.subList(Math.min(KEPT_HOURS, nearest.size()), nearest.size())) {
      Files.deleteIfExists(hourFile(old));
    }
  }

  private void fold(long hour) throws IOException {
    if (Files.exists(minutesFile(hour)) && !Files.exists(hourFile(hour))) {
      var sums = new HashMap<TenantId, Counts>();
      for (Line line : lines(minutesFile(hour))) {
        line.counts().forEach((id, counts) -> sums.merge(id, counts, Counts::plus));
      }
      Durable.write(hourFile(hour), new Line(hour * HOUR_SECONDS, sums).text());
    }
    Files.deleteIfExists(minutesFile(hour));
  }

  /** Those of which there is anything, the nearest to this one first. */
  private List<Long> hours(long hour) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .flatMap(
              name ->
                  number(name, MINUTES, MINUTES_END)
                      .or(() -> number(name, HOUR, HOUR_END))
                      .stream())
          .distinct()
          .sorted(Comparator.comparingLong(number -> Math.abs(number - hour)))
          .toList();
    }
  }

  private static Optional<Long> number(String name, String start, String end) {
    String middle =
        name.startsWith(start) && name.endsWith(end)
            ? name.substring(start.length(), name.length() - end.length())
            : "";
    return middle.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(middle)) : Optional.empty();
  }

  private Path minutesFile(long hour) {
    return directory.resolve(MINUTES + hour + MINUTES_END);
  }

  private Path hourFile(long hour) {
    return directory.resolve(HOUR + hour + HOUR_END);
  }

  private static List<Line> lines(Path file) throws IOException {
    // What a crash has left at the end is no UTF-8 perhaps, and no line.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.lines().flatMap(line -> Line.parse(line).stream()).toList();
  }

  /** The counts of all tenants from a second on. */
  private record Line(long second, Map<TenantId, Counts> counts) {

    /** A line of ours; empty for a torn one. */
    static Optional<Line> parse(String text) {
      try {
        var json = new JsonObject(text);
        var counts = new HashMap<TenantId, Counts>();
        json.getJsonObject("tenants")
            .forEach(
                entry ->
                    TenantId.parse(entry.getKey())
                        .ifPresent(id -> counts.put(id, counts((JsonArray) entry.getValue()))));
        return Optional.of(new Line(json.getLong("at"), counts));
      } catch (DecodeException | ClassCastException | NullPointerException e) {
        return Optional.empty();
      }
    }

    private static Counts counts(JsonArray numbers) {
      return new Counts(
          numbers.getLong(0), numbers.getLong(1), numbers.getLong(2), numbers.getLong(3));
    }

    String text() {
      var tenants = new JsonObject();
      counts.forEach(
          (id, c) ->
              tenants.put(
                  id.value(), JsonArray.of(c.requests(), c.errors(), c.overP95(), c.overP99())));
      return new JsonObject().put("at", second).put("tenants", tenants).encode();
    }
  }
}

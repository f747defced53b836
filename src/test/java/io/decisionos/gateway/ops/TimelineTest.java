package io.decisionos.gateway.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.bus.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timeline in memory and on disk. */
class TimelineTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path directory;
  private Path path;
  private final Timeline timeline = new Timeline(List.of());

  @BeforeEach
  void name() {
    path = directory.resolve("timeline.log");
  }

  private static Notice notice(String message) {
    return new Notice(NOON, Notice.Level.WARN, "test.happened", Optional.of("acme"), message);
  }

  private TimelineFile file() {
    return new TimelineFile(path, Timeline.KEPT);
  }

  private List<String> messages(List<TimelineEvent> events) {
    return events.stream().map(event -> event.notice().message()).toList();
  }

  private void write(TimelineFile file, String message) throws IOException {
    timeline.add(notice(message));
    file.write(timeline.all());
  }

  @Test
  void whatWasWrittenIsReadAgainByTheNextRun() throws IOException {
    TimelineFile file = file();
    file.read();
    write(file, "one");
    write(file, "two");

    assertThat(file().read()).isEqualTo(timeline.all());
  }

  @Test
  void aTornTailCostsTheLastEventAndNothingElse() throws IOException {
    TimelineFile file = file();
    write(file, "one");
    write(file, "two");
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length - 20));

    TimelineFile next = file();
    var later = new Timeline(next.read());
    assertThat(messages(later.all())).containsExactly("one");
    later.add(notice("three"));
    next.write(later.all());
    assertThat(messages(file().read())).containsExactly("one", "three");
  }

  @Test
  void linesThatAreNoEventsArePassedOver() throws IOException {
    TimelineFile file = file();
    write(file, "one");
    Files.write(
        path,
        "\u0000\ufffd\n{}\n[1]\n{\"id\":\"x\"}\nnull\n\n".getBytes(UTF_8),
        StandardOpenOption.APPEND);

    assertThat(messages(file().read())).containsExactly("one");
  }

  @Test
  void whatAFullDiskRefusedIsWrittenLater() throws IOException {
    TimelineFile file = file();
    write(file, "one");
    Files.delete(path);
    Files.createDirectory(path);
    assertThatThrownBy(() -> write(file, "two")).isInstanceOf(IOException.class);
    Files.delete(path);
    write(file, "three");

    assertThat(messages(file().read())).containsExactly("one", "two", "three");
  }

  @Test
  void theFileStaysWithinTwiceWhatIsKept() throws IOException {
    TimelineFile file = new TimelineFile(path, 10);
    for (int i = 0; i < 100; i++) {
      timeline.add(notice("event " + i));
      List<TimelineEvent> all = timeline.all();
      file.write(all.subList(Math.max(0, all.size() - 10), all.size()));
      assertThat(Files.readAllLines(path)).hasSizeLessThanOrEqualTo(20);
    }
    assertThat(messages(new TimelineFile(path, 10).read())).hasSize(10).endsWith("event 99");
  }

  @Test
  void aFileThatIsWrittenAnewIsOnTheDiskBeforeItTakesThePlaceOfTheOld() throws IOException {
    write(file(), "old");
    var order = new ArrayList<String>();
    var next =
        new TimelineFile(
            path,
            Timeline.KEPT,
            forced -> {
              boolean replaced = Files.readString(path).contains("new");
              order.add(forced.getFileName() + (replaced ? " after" : " before"));
            });
    write(next, "new");

    assertThat(order)
        .containsExactly("timeline.log.new before", directory.getFileName() + " after");
  }

  @Test
  void idsGrowAlsoWhereTheClockStandsStillOrGoesBack() {
    timeline.add(notice("one"));
    timeline.add(notice("two"));
    var early = new Notice(NOON.minusSeconds(9), Notice.Level.INFO, "k.k", Optional.empty(), "x");
    timeline.add(early);

    assertThat(timeline.all()).extracting(TimelineEvent::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int i = 0; i <= Timeline.KEPT; i++) {
      timeline.add(notice("event " + i));
    }
    assertThat(messages(timeline.all())).hasSize(Timeline.KEPT).startsWith("event 1");
  }

  @Test
  void aRunThatWasKilledIsToldFromOneThatDrained() {
    timeline.add(new Notice(NOON, Notice.Level.INFO, Timeline.STARTED, Optional.empty(), "ready"));
    timeline.add(notice("meanwhile"));
    assertThat(timeline.endedAbruptly()).isTrue();

    var end = new Notice(NOON, Notice.Level.INFO, "gateway.draining", Optional.empty(), "stop");
    timeline.add(end);
    assertThat(timeline.endedAbruptly()).isFalse();
  }
}

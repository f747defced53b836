package io.decisionos.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted by the hour, and kept. */
final class UsageKeeperTest {
  private static final TenantId A = TenantId.parse("a").orElseThrow();
  private static final TenantId B = TenantId.parse("b").orElseThrow();

  @TempDir private Path home;
  private final SetClock clock = new SetClock("2026-03-01T10:15:30Z");
  private final Map<TenantId, Holdings> held = new HashMap<>();
  private UsageKeeper keeper;

  @BeforeEach
  void open() throws IOException {
    keeper = reopened();
  }

  private UsageKeeper reopened() throws IOException {
    var opened =
        new UsageKeeper(
            new HourFiles(home.resolve("usage"), Files::writeString),
            clock,
            id -> held.getOrDefault(id, Holdings.NONE));
    opened.open();
    return opened;
  }

  private static Amounts asked(long requests) {
    return new Amounts(requests, 1, 2, 3, 4, 5, 6);
  }

  private void count(TenantId tenant, long requests) {
    keeper.count(Map.of(tenant, asked(requests)));
  }

  private void write() {
    keeper.write(List.of(A, B));
  }

  private static Amounts in(UsageKeeper of, UsageWindow window) {
    return of.book().known(A).map(usage -> usage.in(window)).orElse(Amounts.NONE);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("usage"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFolderThatSomebodyRemovesIsMadeAgain() throws IOException {
    count(A, 7);
    write();
    for (int i = 1; i <= 2; i++) {
      Shell.run("rm", "-r", home.resolve("usage").toString());
      count(A, 7);
      write();
      // What was in the files is written again with the next minute.
      write();
      assertThat(files()).hasSize(1);
    }
    assertThat(in(reopened(), UsageWindow.DAY).requests()).isPositive();
  }

  @Test
  void whatWasWrittenIsKnownToTheNextRun() throws IOException {
    held.put(A, new Holdings(100, 20));
    count(A, 7);
    keeper.countNobodys(9_000);
    write();
    clock.set("2026-03-01T10:16:01Z");
    count(A, 3);
    held.put(A, new Holdings(50, 30));
    write();

    UsageKeeper next = reopened();

    assertThat(in(next, UsageWindow.HOUR)).isEqualTo(new Amounts(10, 2, 4, 6, 8, 10, 12));
    assertThat(next.book().nobody().in(UsageWindow.DAY).cpuNanos()).isEqualTo(9_000);
    assertThat(next.book().rows()).isEqualTo(keeper.book().rows());
    assertThat(next.book().rows().tenants().get(A))
        .isEqualTo(new HourRow(new Amounts(10, 2, 4, 6, 8, 10, 12), 100, 30, 120, 0));
  }

  @Test
  void aFinishedHourDoesNotChange() throws IOException {
    count(A, 7);
    write();
    clock.set("2026-03-01T11:00:00Z");
    write();
    assertThat(files()).containsExactly("hour-492322.csv");
    String finished = Files.readString(home.resolve("usage/hour-492322.csv"));

    // The clock is set back, and the gateway comes up again.
    clock.set("2026-03-01T10:20:00Z");
    count(A, 5);
    write();
    keeper = reopened();
    count(A, 6);
    write();

    assertThat(Files.readString(home.resolve("usage/hour-492322.csv"))).isEqualTo(finished);
    assertThat(in(keeper, UsageWindow.DAY).requests()).isEqualTo(18);
    assertThat(keeper.book().rows().tenants().get(A).amounts().requests()).isEqualTo(11);
  }

  @Test
  void windowsLetGoOfWhatTheyDoNotReach() throws IOException {
    count(A, 1);
    for (int hour = 1; hour <= 800; hour++) {
      clock.set(clock.instant().plusSeconds(3600));
      if (hour == 2) {
        assertThat(in(keeper, UsageWindow.HOUR).requests()).isEqualTo(1);
      }
      write();
      long day = hour <= 24 ? 1 : 0;
      long month = hour <= 720 ? 1 : 0;
      assertThat(in(keeper, UsageWindow.DAY).requests()).as("after %d h", hour).isEqualTo(day);
      assertThat(in(keeper, UsageWindow.DAYS_30).requests()).as("%d h", hour).isEqualTo(month);
      if (hour % 100 == 24) {
        assertThat(in(reopened(), UsageWindow.DAYS_30).requests()).isEqualTo(month);
      }
    }
    assertThat(keeper.book().tenants()).isEmpty();
  }

  @Test
  void hoursInWhichNothingRanAreIdle() throws IOException {
    count(A, 4);
    write();
    clock.set("2026-03-03T10:00:00Z");
    write();
    assertThat(in(keeper, UsageWindow.DAY)).isEqualTo(Amounts.NONE);
    assertThat(in(keeper, UsageWindow.DAYS_30).requests()).isEqualTo(4);
    assertThat(in(reopened(), UsageWindow.DAYS_30).requests()).isEqualTo(4);
  }

  @Test
  void hoursAreKeptFor35Days() throws IOException {
    for (int hour = 0; hour < 36 * 24; hour++) {
      clock.set(clock.instant().plusSeconds(3600));
      write();
    }
    assertThat(files()).hasSize(35 * 24);
  }

  @Test
  void anHourThatWasCutOffByACrashIsFinishedByTheNextRun() throws IOException {
    count(A, 7);
    write();
    clock.set("2026-03-01T12:30:00Z");
    keeper = reopened();
    assertThat(files()).containsExactly("hour-492322.csv");
    assertThat(in(keeper, UsageWindow.DAY).requests()).isEqualTo(7);
  }

  @Test
  void aLineThatACrashHasTornCostsItselfAlone() throws IOException {
    count(A, 7);
    write();
    Path file = home.resolve("usage/open-492322.csv");
    String torn = Files.readString(file).trim();
    Files.writeString(file, torn.substring(0, torn.length() - 1), StandardOpenOption.APPEND);
    Files.write(file, new byte[] {(byte) 0xff}, StandardOpenOption.APPEND);
    count(A, 2);
    write();
    assertThat(in(reopened(), UsageWindow.HOUR).requests()).isEqualTo(9);
  }

  @Test
  void whatCannotBeWrittenIsWrittenLater() throws IOException {
    count(A, 7);
    write();
    Path file = home.resolve("usage/open-492322.csv");
    byte[] before = Files.readAllBytes(file);
    Files.delete(file);
    Files.createDirectory(file);
    count(A, 2);
    count(B, 1);
    write();
    count(A, 1);
    Files.delete(file);
    write();
    assertThat(new String(before, StandardCharsets.UTF_8)).contains("a,7,");
    UsageKeeper next = reopened();
    assertThat(next.book().rows()).isEqualTo(keeper.book().rows());
    assertThat(in(next, UsageWindow.HOUR).requests()).isEqualTo(10);
  }

  @Test
  void theBusyMinuteIsTheNearestRankOfSixty() {
    for (int minute = 0; minute < 60; minute++) {
      clock.set("2026-03-01T10:%02d:10Z".formatted(minute));
      // The book was opened in minute 15: time does not run backwards.
      count(A, 60 - minute);
    }
    // Minutes 0 to 14 counted for minute 15, which holds 60 + 59 + ... + 45.
    assertThat(keeper.book().rows().tenants().get(A).busyMinute()).isEqualTo(42);
  }

  @Test
  void fourBusyMinutesMakeABusyHourAndThreeDoNot() {
    for (int minute : List.of(20, 21, 22)) {
      clock.set("2026-03-01T10:%02d:10Z".formatted(minute));
      count(A, 600);
    }
    assertThat(keeper.book().rows().tenants().get(A).busyMinute()).isZero();
    clock.set("2026-03-01T10:40:10Z");
    count(A, 500);
    assertThat(keeper.book().rows().tenants().get(A).busyMinute()).isEqualTo(500);
  }
}

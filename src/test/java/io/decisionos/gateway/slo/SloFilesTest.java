package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts on disk. */
final class SloFilesTest {
  private static final long HOUR = 3600;
  private static final long NOW = 500_000 * HOUR + 1800;
  private static final TenantId A = TenantId.parse("a").orElseThrow();

  @TempDir private Path directory;

  private static Map<TenantId, Counts> one() {
    return Map.of(A, new Counts(1, 1, 0, 1));
  }

  private Map<TenantId, TenantCounts> restored(long now) throws IOException {
    var tenants = new HashMap<TenantId, TenantCounts>();
    new SloFiles(directory)
        .restore(
            now,
            new SloFiles.Reader() {
              @Override
              public void minute(long second, Map<TenantId, Counts> counts) {
                counts.forEach((id, c) -> of(id).add(second, c));
              }

              @Override
              public void hour(long second, Map<TenantId, Counts> counts) {
                counts.forEach((id, c) -> of(id).addHour(second, c));
              }

              private TenantCounts of(TenantId id) {
                return tenants.computeIfAbsent(id, added -> new TenantCounts());
              }
            });
    return tenants;
  }

  private long requests(SloWindow window, long now) throws IOException {
    TenantCounts counts = restored(now).get(A);
    return counts == null ? 0 : counts.in(window, now).requests();
  }

  @Test
  void whatWasCountedIsKnownToTheNextRun() throws IOException {
    var files = new SloFiles(directory);
    for (long at = NOW - 71 * HOUR; at <= NOW; at += 60) {
      files.append(at, one());
    }
    assertThat(requests(SloWindow.HOUR, NOW)).isEqualTo(61);
    assertThat(requests(SloWindow.HOURS_6, NOW)).isEqualTo(361);
    assertThat(requests(SloWindow.DAYS_3, NOW)).isEqualTo(71 * 60 + 1);
  }

  @Test
  void aFolderThatSomebodyRemovesIsMadeAgain() throws IOException {
    Path folder = directory.resolve("slo");
    var files = new SloFiles(folder);
    Files.createDirectory(folder);
    files.append(NOW, one());
    Shell.run("rm", "-r", folder.toString());
    files.append(NOW, one());
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void oldHoursAreOneLineAndCountTheSame() throws IOException {
    var files = new SloFiles(directory);
    for (long at = NOW - 10 * HOUR; at <= NOW; at += 60) {
      files.append(at, one());
    }
    files.compact(NOW);
    assertThat(names("hour-")).isEqualTo(4);
    assertThat(names("minutes-")).isEqualTo(7);
    assertThat(requests(SloWindow.DAYS_3, NOW)).isEqualTo(601);
  }

  @Test
  void ofHoursThatNoWindowReachesADayIsKept() throws IOException {
    var files = new SloFiles(directory);
    for (int hour = 0; hour < 200; hour++) {
      files.append(NOW + hour * HOUR, one());
      files.compact(NOW + hour * HOUR);
    }
    assertThat(names("")).isEqualTo(97);
    assertThat(requests(SloWindow.DAYS_3, NOW + 199 * HOUR)).isEqualTo(73);
  }

  @Test
  void aClockThatIsFarAheadForAnHourCostsTheOldestHourItsMinutes() throws IOException {
    var files = new SloFiles(directory);
    for (long at = NOW - 72 * HOUR; at <= NOW; at += HOUR) {
      files.append(at, one());
    }
    files.compact(NOW);
    files.append(NOW + 10_000 * HOUR, one());
    files.compact(NOW + 10_000 * HOUR);
    new SloFiles(directory).compact(NOW + 10_001 * HOUR);
    files.compact(NOW);
    assertThat(requests(SloWindow.HOURS_6, NOW)).isEqualTo(6);
    assertThat(requests(SloWindow.DAYS_3, NOW)).isEqualTo(73);
  }

  @Test
  void aLineThatACrashHasTornCostsItselfAlone() throws IOException {
    var files = new SloFiles(directory);
    files.append(NOW, one());
    Path file = directory.resolve("minutes-500000.jsonl");
    Files.write(file, new byte[] {'\n', '{', '"', (byte) 0xff}, StandardOpenOption.APPEND);
    files.append(NOW, one());
    assertThat(requests(SloWindow.MINUTES_5, NOW)).isEqualTo(2);
  }

  @Test
  void anHourThatWasFoldedAndNotYetDeletedCountsOnce() throws IOException {
    var files = new SloFiles(directory);
    files.append(NOW, one());
    Path minutes = directory.resolve("minutes-500000.jsonl");
    byte[] lines = Files.readAllBytes(minutes);
    for (int hour = 1; hour <= 8; hour++) {
      files.append(NOW + hour * HOUR, one());
    }
    files.compact(NOW + 8 * HOUR);
    assertThat(minutes).doesNotExist();
    Files.write(minutes, lines);
    assertThat(requests(SloWindow.DAYS_3, NOW + 8 * HOUR)).isEqualTo(9);
  }

  private long names(String start) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith(start)).count();
    }
  }
}

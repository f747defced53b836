package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.fixture.UnprivilegedJvm.chmod;
import static io.decisionos.gateway.tenant.LiveTenants.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The rows of the live reload table about permissions, as a program for an unprivileged user. */
final class PermissionRows {
  static final String DONE = "all permission rows hold";

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String OPEN_FILE = "rw-r--r--";
  private static final String OPEN_DIRECTORY = "rwxr-xr-x";
  private static final String CLOSED = "---------";

  private final Path directory;
  private final Path file;

  private PermissionRows(Path directory) throws IOException {
    this.directory = Files.createDirectory(directory);
    this.file = Files.writeString(directory.resolve("acme.yaml"), file("acme", "Old"));
    Files.writeString(directory.resolve("other.yaml"), file("other", "Other"));
  }

  /** Goes through the rows; ends with an exception if one does not hold. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    new PermissionRows(home.resolve("1")).aFileThatCannotBeReadKeepsItsLastGoodVersion();
    new PermissionRows(home.resolve("2")).aDirectoryThatCannotBeReadKeepsAll();
    new PermissionRows(home.resolve("3")).aDirectoryThatCanOnlyBeListedKeepsAll();
    new PermissionRows(home.resolve("4")).aStartWithAClosedFileServesTheOthers();
    System.out.println(DONE);
  }

  private void aFileThatCannotBeReadKeepsItsLastGoodVersion() throws IOException {
    try (LiveTenants live = LiveTenants.start(directory)) {
      chmod(file, CLOSED);
      awaitFault(live, 1);
      TenantReport.FileStatus status = live.report().invalid().get(0);
      assertThat(status.state()).isEqualTo(TenantReport.State.LAST_GOOD);
      assertThat(status.faults().get(0).found()).isEqualTo("permission denied");
      chmod(file, OPEN_FILE);
      awaitFault(live, 0);
      assertThat(live.answers("acme")).containsExactly("Old");
      assertThat(live.answers("other")).containsExactly("Other");
      assertThat(live.changes()).isZero();
    }
  }

  private static void awaitFault(LiveTenants live, int files) {
    Await.until(SOON, () -> live.report().invalid().size() == files, live::report);
  }

  private void aDirectoryThatCannotBeReadKeepsAll() throws IOException {
    try (LiveTenants live = LiveTenants.start(directory)) {
      chmod(directory, CLOSED);
      awaitTrouble(live, Optional.of("permission denied"));
      chmod(directory, OPEN_DIRECTORY);
      awaitTrouble(live, Optional.empty());
      assertThat(live.answers("acme")).containsExactly("Old");
      live.write("acme.yaml", file("acme", "New")).await("acme", "New", SOON);
    }
  }

  private static void awaitTrouble(LiveTenants live, Optional<String> found) {
    Await.until(
        SOON,
        () -> live.report().directoryFault().map(fault -> fault.found()).equals(found),
        live::report);
  }

  private void aDirectoryThatCanOnlyBeListedKeepsAll() throws IOException {
    try (LiveTenants live = LiveTenants.start(directory)) {
      chmod(directory, "r--r--r--");
      awaitFault(live, 2);
      chmod(directory, OPEN_DIRECTORY);
      awaitFault(live, 0);
      assertThat(live.answers("acme")).containsExactly("Old");
    }
  }

  private void aStartWithAClosedFileServesTheOthers() throws IOException {
    chmod(file, CLOSED);
    try (LiveTenants live = LiveTenants.start(directory)) {
      assertThat(live.answer("acme")).isEqualTo("tenant.unknown");
      assertThat(live.answer("other")).isEqualTo("Other");
      chmod(file, OPEN_FILE);
      live.await("acme", "Old", SOON);
    }
  }
}

package io.decisionos.gateway.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures tell something of a file, and which of the machine alone. */
final class MachineFaultTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Too many open files",
        "Too many open files in system",
        "Cannot allocate memory",
      })
  void aMachineThatIsShortOfSomethingTellsNothingOfAnyFile(String reason) {
    IOException shortage = new FileSystemException("tenants/a.yaml", null, reason);

    assertThatThrownBy(() -> MachineFault.refuseOfFile(shortage))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> MachineFault.refuseOfDirectory(shortage))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aDiskThatCannotBeReadTellsOfTheFileAndNotOfTheDirectory() {
    IOException disk = new FileSystemException("tenants", null, "Input/output error");

    assertThatThrownBy(() -> MachineFault.refuseOfDirectory(disk))
        .isInstanceOf(UncheckedIOException.class);
    assertThatCode(() -> MachineFault.refuseOfFile(disk)).doesNotThrowAnyException();
  }

  @Test
  void whatIsMissingOrForbiddenIsTheFilesOwn() {
    for (IOException own :
        new IOException[] {
          new NoSuchFileException("a"),
          new AccessDeniedException("a"),
          new FileSystemException("a", null, "Is a directory")
        }) {
      assertThatCode(() -> MachineFault.refuseOfFile(own)).doesNotThrowAnyException();
      assertThatCode(() -> MachineFault.refuseOfDirectory(own)).doesNotThrowAnyException();
    }
  }
}

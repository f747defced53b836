package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.DeskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertFileTest {
  private static final DeskState NOTHING =
      new DeskState(List.of(), Map.of(), Map.of(), List.of(), Map.of(), Map.of());

  @TempDir private Path home;

  @Test
  void aFolderThatSomebodyRemovesIsMadeAgain() throws IOException {
    Path folder = home.resolve("alerts");
    var file = new AlertFile(folder);
    assertThat(file.read()).isEmpty();
    Files.delete(folder);

    assertThat(file.write(NOTHING)).isTrue();
    assertThat(new AlertFile(folder).read()).contains(NOTHING);
  }
}

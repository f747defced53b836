package io.decisionos.gateway.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.disk.HeldDirectory;
import io.decisionos.gateway.disk.RefusedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreDirectoryTest {
  @TempDir private Path root;

  @Test
  void aSecondGatewayIsRefusedUntilTheFirstHasGone() throws IOException {
    HeldDirectory first = StoreDirectory.open(root);
    assertThatThrownBy(() -> StoreDirectory.open(root))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining("lock: found it locked by another gateway");
    first.close();
    StoreDirectory.open(root).close();
  }

  @Test
  void aNewerFormatIsRefusedAndTheDirectoryFreed() throws IOException {
    Files.writeString(root.resolve("format"), "decisionos-store 2\n");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> StoreDirectory.open(root))
          .isInstanceOf(RefusedFileException.class)
          .hasMessageContaining("found format \"decisionos-store 2\"")
          .hasMessageContaining("expected \"decisionos-store 1\"");
    }
  }

  @Test
  void aNewDirectoryIsStamped() throws IOException {
    StoreDirectory.open(root.resolve("deep/new")).close();
    assertThat(root.resolve("deep/new/format")).hasContent("decisionos-store 1");
  }
}

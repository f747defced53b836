package io.decisionos.gateway.cards.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.UnprivilegedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tenant's folder that may not be listed, which root's tests cannot have. */
class ClosedFolderTest {
  @TempDir Path home;

  @Test
  void aFolderThatCannotBeListedIsNamedAndHoldsUpNoOther() throws IOException {
    List<String> said = UnprivilegedJvm.run(ClosedFolder.class, home).lines().toList();
    assertThat(said).containsSubsequence("{x=1} [acme-corp/]", "[]");
    assertThat(said).filteredOn(line -> line.contains("WARN")).hasSize(1);
  }
}

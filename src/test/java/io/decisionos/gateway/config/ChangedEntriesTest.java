package io.decisionos.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For which names a look at single files is enough. */
class ChangedEntriesTest {
  @TempDir Path directory;

  private ChangedEntries changed(String... names) {
    return ChangedEntries.of(
        directory, List.of(names).stream().map(Path::of).toList(), name -> name.endsWith(".yaml"));
  }

  private Path write(String name) throws IOException {
    return Files.writeString(directory.resolve(name), "text");
  }

  @Test
  void aFileOfOursIsLookedAtWhetherItIsThereOrGone() throws IOException {
    Path file = write("a.yaml");
    Path gone = directory.resolve("gone.yaml");
    assertThat(changed("a.yaml", "gone.yaml"))
        .isEqualTo(new ChangedEntries(Set.of(file, gone), false));
  }

  @Test
  void whatAnEditorLeavesOnTheWayConcernsNobody() throws IOException {
    write(".a.yaml.swp");
    assertThat(changed(".a.yaml.swp", "4913").rest()).isFalse();
  }

  @Test
  void aLinkOrAFolderMayLeadToFilesOfOurs() throws IOException {
    Files.createSymbolicLink(directory.resolve("..data"), Path.of("nowhere"));
    Files.createDirectory(directory.resolve("..2026"));
    assertThat(changed("..data").rest()).isTrue();
    assertThat(changed("..2026").rest()).isTrue();
  }

  @Test
  void aNameThatCapitalsKeepFromBeingReadIsToldByASweep() throws IOException {
    write("A.YAML");
    assertThat(changed("A.YAML")).isEqualTo(new ChangedEntries(Set.of(), true));
  }

  @Test
  void whereEventsWereLostAllIsLookedAt() {
    assertThat(changed()).isEqualTo(new ChangedEntries(Set.of(), true));
  }
}

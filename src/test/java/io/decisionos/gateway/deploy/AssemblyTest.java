package io.decisionos.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What goes into the archive, and who may read it. */
final class AssemblyTest {
  private static final Pattern FILES = Pattern.compile("(?s)<fileSet>.*?</fileSet>");

  @Test
  void whoMayReadItDoesNotDependOnWhoBuildsIt() throws IOException {
    String assembly = Files.readString(Path.of("src/dist/assembly.xml"));

    assertThat(FILES.matcher(assembly).results().map(found -> found.group()))
        .isNotEmpty()
        .allSatisfy(
            files ->
                assertThat(files)
                    .contains("<directoryMode>0755</directoryMode>")
                    .containsPattern("<fileMode>0(644|755)</fileMode>"));
  }
}

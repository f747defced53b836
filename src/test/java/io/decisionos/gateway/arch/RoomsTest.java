package io.decisionos.gateway.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who does not know the code finds the room for a change by the names of rooms. */
final class RoomsTest {
  private static final Path ROOT = Path.of("src/main/java/io/decisionos/gateway");
  private static final Pattern WAY_IN =
      Pattern.compile("(?s)/\\*\\*.*\\b[Ss]tart\\W+(at|with|there)");

  @Test
  void eachPackageOpensWithWhereToStart() throws IOException {
    assertThat(packages())
        .isNotEmpty()
        .allSatisfy(
            room ->
                assertThat(Files.readString(room.resolve("package-info.java")))
                    .containsPattern(WAY_IN));
  }

  @Test
  void eachPackageIsInTheTableOfPackages() throws IOException {
    String table = Files.readString(Path.of("docs/architecture.md"));
    assertThat(packages())
        .extracting(room -> ROOT.relativize(room).toString().replace('/', '.'))
        .allSatisfy(name -> assertThat(table).contains("\n| `" + name + "` |"));
  }

  private static List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .toList();
    }
  }
}

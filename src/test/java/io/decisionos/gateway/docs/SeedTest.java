package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/seed.md} names tests that exist, or the issue that is still to come. */
class SeedTest {
  private static final Pattern TO_COME = Pattern.compile("issues? [1-9].*");

  @Test
  void everyPromiseHasATestOrAnIssue() throws IOException {
    Set<String> tests = testClasses();
    var seed = Markdown.read("docs/seed.md");
    var promises =
        seed.lines().stream()
            .filter(line -> line.startsWith("## "))
            .flatMap(heading -> seed.table(heading).stream())
            .toList();
    assertThat(promises).isNotEmpty();
    for (List<String> promise : promises) {
      String shownBy = promise.get(1);
      if (!TO_COME.matcher(shownBy).matches()) {
        assertThat(Arrays.asList(shownBy.split(", ", -1))).as(promise.get(0)).isSubsetOf(tests);
      }
    }
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}

package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No document points to a file that is not there. */
class LinksTest {
  @Test
  void everyLinkLeadsToAFile() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> top = Files.list(Path.of(""))) {
      for (Path file : Stream.concat(docs, top).filter(LinksTest::isDocument).toList()) {
        assertThat(Markdown.read(file.toString()).linkedFiles())
            .as("%s", file)
            .allMatch(Files::exists);
      }
    }
  }

  private static boolean isDocument(Path file) {
    return file.toString().endsWith(".md");
  }
}

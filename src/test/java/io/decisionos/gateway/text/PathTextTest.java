package io.decisionos.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTextTest {
  @TempDir private Path folder;

  /** A file whose name is made of these bytes, each spelled as %XX. */
  private Path file(String bytes) throws IOException {
    return Files.createFile(Path.of(URI.create(folder.toUri() + bytes)));
  }

  @Test
  void bytesThatAreNoTextAreSpelledInHex() throws IOException {
    assertThat(PathText.ofName(file("caf%E9.yaml"))).isEqualTo("caf\ufffd{e9}.yaml");
    assertThat(PathText.ofName(file("caf%C3%A9.yaml"))).isEqualTo("caf\u00e9.yaml");
    assertThat(PathText.ofName(file("%EF%BF%BD"))).isEqualTo("\ufffd{ef}\ufffd{bf}\ufffd{bd}");
    assertThat(PathText.ofName(file("%5C%3F%0A"))).isEqualTo("\\?\n");
  }

  @Test
  void noTwoNamesAreSpelledAlikeAndEachLeadsBackToItsFile() throws IOException {
    var random = new Random(5);
    var made = new HashSet<String>();
    while (made.size() < 500) {
      var bytes = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0; i--) {
        // Few bytes, so that names are alike: of letters, of UTF-8, of neither, of the escapes.
        byte[] some = {'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xe9, (byte) 0xef, '{', '}', '?', '%'};
        bytes.append(String.format("%%%02X", some[random.nextInt(some.length)]));
      }
      if (made.add(bytes.toString())) {
        file(bytes.toString());
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> texts = files.map(PathText::ofName).collect(Collectors.toSet());
      assertThat(texts).hasSize(500);
      assertThat(texts).allMatch(text -> Files.exists(PathText.resolve(folder, text)));
    }
  }
}

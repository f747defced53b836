package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judges fifty megabytes of the most awkward shapes in a heap of 400. */
class LargeDocumentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":1,\"a\":1}, | {\"a\":[@0]}",
        "\"k\":1,           | {\"a\":{@\"z\":0}}",
        "1,                 | {\"a\":[@0]}",
        "[[[]]],            | {\"a\":[@0]}",
        "\\u00e9            | {\"a\":\"@\"}",
        "9                  | {\"a\":1.@}",
      })
  void fiftyMegabytesAreJudgedInAHeapOfFourHundred(String piece, String frame) throws Exception {
    assertThat(run("-Xmx400m", piece, frame)).isEqualTo("readable");
  }

  private static String run(String heap, String piece, String frame)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                java, heap, "-cp", classPath, LargeDocument.class.getName(), piece, frame)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }
}

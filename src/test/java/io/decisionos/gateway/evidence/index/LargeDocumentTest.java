package io.decisionos.gateway.evidence.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judges fifty megabytes of the most awkward shapes in a heap of 300. */
class LargeDocumentTest {
  /** All that a document needs to be hashed. */
  private static final String COMPLETE =
      """
      {"meta":{},"witness":1,"rating":1,"quota":1,"budget":1,"anomaly":1,\
      "integrity":{"signature_sha256":"0"},"usage":%s}\
      """;

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
        "{},                | {\"a\":[@0]}",
        "\"\":{},          | {\"a\":1,@\"z\":0}",
        "\"\":0,           | {\"a\":1,@\"z\":0}",
        "{\"\":1,\"\":1}, | {\"a\":[@0]}",
        "{\"\":{\"\":{\"\":0,\"\":0},\"\":0},\"\":0}, | {\"a\":[@0]}",
      })
  void fiftyMegabytesAreJudgedInAHeapOfThreeHundred(String piece, String usage) throws Exception {
    assertThat(run("-Xmx300m", piece, COMPLETE.formatted(usage))).isEqualTo("readable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{},                | [@{}]                | not an object",
        "[],                | [@[]]                | not an object",
        "\"\":{},          | {@\"z\":{}}         | readable",
        "\"\":0,           | {@\"z\":0}          | readable",
        "\"meta\":{},      | {@\"z\":0}          | readable",
        "\"meta\":{\"\":0,\"\":0}, | {@\"z\":0} | readable",
      })
  void norDoesAShapeCostMoreThatIsNoEvidenceAtAll(String piece, String frame, String verdict)
      throws Exception {
    assertThat(run("-Xmx300m", piece, frame)).isEqualTo(verdict);
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

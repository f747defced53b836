package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintableWriterTest {
  private static final String HOSTILE = "a\n\u001b[31m\u009b\u202eb";
  private static final String SHOWN = "a\\u000a\\u001b[31m\\u009b\\u202eb";

  @TempDir private Path folder;

  @Test
  void aLineIsOneAndTextMayHaveSeveral() {
    var text = new StringWriter();
    var out = new PrintableWriter(new PrintWriter(text));
    out.println(HOSTILE);
    out.print("1\n\u001b2\n");
    out.println((Object) HOSTILE);
    out.append('\u001b').append("\u001b").println();
    assertThat(text.toString().lines())
        .containsExactly(SHOWN, "1", "\\u001b2", SHOWN, "\\u001b\\u001b");
  }

  @Test
  void anArgumentThatIsEchoedMovesNoCursor() {
    for (String[] arguments :
        new String[][] {
          {HOSTILE},
          {"tenants", HOSTILE},
          {"tenants", "validate", "/nowhere/" + HOSTILE},
          {"evidence", "verify", "--root", "/nowhere/" + HOSTILE},
          {"token", "--tenant", HOSTILE, "--scope", "slo:read"}
        }) {
      CommandLineRun run = CommandLineRun.of(arguments);
      assertThat(run.out() + run.err()).contains("\\u001b[31m").doesNotContain("\u001b", "\u009b");
    }
  }

  @Test
  void theNameOfAFileThatIsTamperedIsOneLine() throws Exception {
    Files.writeString(folder.resolve("x\ny\u001b[2J.json"), "{}");
    CommandLineRun run = CommandLineRun.of("evidence", "verify", "--root", folder.toString());
    assertThat(run.out().lines())
        .singleElement()
        .asString()
        .startsWith("x\\u000ay\\u001b[2J.json: ");
  }
}

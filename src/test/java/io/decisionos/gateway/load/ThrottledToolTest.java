package io.decisionos.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.ToolProcess.Ended;
import io.decisionos.gateway.load.engine.NothingServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tool that is held back measures itself and not the server, which is fast here. It once said
 * that such a run had passed.
 */
class ThrottledToolTest {

  static final String SCENARIO =
      """
      {"name": "throttled", "timeout_ms": 4000, "connections": 32,
       "tenants": [{"id": "default"}],
       "requests": [{"name": "any", "path": "/any?tenant=${tenant}"}],
       "phases": [{"name": "all", "rate": %d, "seconds": %d}],
       "thresholds": [{"error_rate": 1}]}
      """;

  @Test
  void aToolThatIsHeldBackSaysThatItsFiguresDoNotCountAndWhatToDo(@TempDir Path directory)
      throws Exception {
    Path scenario = Files.writeString(directory.resolve("s.json"), SCENARIO.formatted(500, 3));
    NothingServer fast = NothingServer.open().await();
    try {
      Ended ended =
          ToolProcess.throttled()
              .run(
                  scenario.toString(),
                  "--target",
                  fast.uri().toString(),
                  "--warm-up",
                  "1",
                  "--report",
                  directory.resolve("report").toString());

      assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
      assertThat(ended.output()).contains("the tool's own time: too much in", "what to do: ");
    } finally {
      fast.close().await();
    }
  }
}

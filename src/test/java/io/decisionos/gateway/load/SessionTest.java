package io.decisionos.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.engine.NothingServer;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final String SCENARIO =
      """
      {"name": "told", "tenants": [{"id": "default"}],
       "requests": [{"name": "any", "path": "/"}],
       "phases": [{"name": "all", "rate": 100, "seconds": 1.5}]}
      """;

  /** A terminal that takes nothing (Ctrl-S), or a slow pipe, would hold up what is measured. */
  @Test
  void theLoopOfARunWritesToNoTerminal() throws Exception {
    Set<String> writers = ConcurrentHashMap.newKeySet();
    var terminal =
        new OutputStream() {
          @Override
          public void write(int one) {
            writers.add(Thread.currentThread().getName());
          }
        };
    NothingServer target = NothingServer.open().await();
    try (var session = new Session(new PrintStream(terminal, true, StandardCharsets.UTF_8))) {
      session.run(ScenarioReader.read(SCENARIO).against(target.uri()), Duration.ZERO);
    } finally {
      target.close().await();
    }
    assertThat(writers).isNotEmpty().noneMatch(name -> name.contains("eventloop"));
  }
}

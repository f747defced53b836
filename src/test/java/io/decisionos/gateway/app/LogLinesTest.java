package io.decisionos.gateway.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nothing that comes from outside begins a line of the log or reaches a terminal raw. */
class LogLinesTest {
  // A line break, an escape, DEL, a C1, a separator of lines, a turn of direction.
  private static final String HOSTILE = "a\n2026 ERROR x \u001b[31m\u007f\u009b\u2028\u202eb\r";
  private static final String SHOWN =
      "a\\u000a2026 ERROR x \\u001b[31m\\u007f\\u009b\\u2028\\u202eb\\u000d";

  private static LoggingEvent event(Throwable thrown) {
    var logger = (Logger) LoggerFactory.getLogger("io.decisionos.gateway.app.Some");
    return new LoggingEvent("x", logger, Level.WARN, "file={}", thrown, new Object[] {HOSTILE});
  }

  @Test
  void aMessageIsOneLine() {
    assertThat(new LogLines().doLayout(event(null)))
        .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z WARN  Some file=a[^\n]*\n")
        .contains(SHOWN);
  }

  @Test
  void theMessagesOfAStackBeginNoLineEither() {
    var thrown = new IllegalStateException(HOSTILE, new IOException(HOSTILE));
    thrown.addSuppressed(new IOException(HOSTILE));

    assertThat(new LogLines().doLayout(event(thrown)).lines().skip(1))
        .allMatch(line -> line.matches("\t*(at |\\.\\.\\. |Caused by: |Suppressed: |java\\.).*"))
        .anyMatch(line -> line.equals("java.lang.IllegalStateException: " + SHOWN))
        .anyMatch(line -> line.equals("Caused by: java.io.IOException: " + SHOWN))
        .anyMatch(line -> line.equals("\tSuppressed: java.io.IOException: " + SHOWN));
  }

  @Test
  void aLineOfJsonMeansWhatWasSaidAndHasNothingRaw() {
    var json = new JsonEncoder();
    json.setContext(new LoggerContext());
    json.setWithFormattedMessage(true);
    json.start();

    String line = new String(new PrintableEncoder(json).encode(event(null)), UTF_8);

    assertThat(line.strip().chars()).allMatch(c -> c >= ' ' && c <= '~');
    assertThat(new JsonObject(line).getString("formattedMessage")).isEqualTo("file=" + HOSTILE);
  }
}

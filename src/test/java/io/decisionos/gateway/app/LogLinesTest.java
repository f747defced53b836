package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Nothing that comes from outside begins a line of the log or reaches a terminal raw. */
class LogLinesTest {
  // A line break, an escape, DEL, a C1, a separator of lines, a turn of direction.
  private static final String HOSTILE = "a\n2026 ERROR x \u001b[31m\u007f\u009b\u2028\u202eb\r";
  private static final String SHOWN =
      "a\\u000a2026 ERROR x \\u001b[31m\\u007f\\u009b\\u2028\\u202eb\\u000d";

  private static final Object[] NONE = {};

  private static LoggingEvent event(Throwable thrown) {
    var logger = (Logger) LoggerFactory.getLogger("io.decisionos.gateway.app.Some");
    return new LoggingEvent("x", logger, Level.WARN, "file=" + HOSTILE, thrown, NONE);
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
    String line = new JsonLines().doLayout(event(new IOException(HOSTILE)));

    assertThat(line.strip().chars()).allMatch(c -> c >= ' ' && c <= '~');
    var json = new JsonObject(line);
    assertThat(json.fieldNames()).containsExactly("time", "level", "logger", "message", "stack");
    assertThat(json.getString("message")).isEqualTo("file=" + HOSTILE);
    assertThat(json.getString("stack")).startsWith("java.io.IOException: a\n").contains("\tat ");
  }

  @Test
  void whatALineAddsToItsMessageAreMembersOfTheirOwn() {
    var logger = (Logger) LoggerFactory.getLogger("io.decisionos.gateway.app.Some");
    var event = new LoggingEvent("x", logger, Level.WARN, "something is wrong", null, NONE);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("status", 200),
            new KeyValuePair("ms", 0.25),
            new KeyValuePair("tenant", null)));

    assertThat(new JsonLines().doLayout(event))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.006Z\",\"level\":\"WARN\",\"logger\":\"io.decisionos.gateway.app.Some\",\"message\":\"something"
                + " is wrong\",\"status\":200,\"ms\":0.25,\"tenant\":null}\n");
  }
}

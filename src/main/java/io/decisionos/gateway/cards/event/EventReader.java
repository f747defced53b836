package io.decisionos.gateway.cards.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.decisionos.gateway.text.Rfc3339;
import io.decisionos.gateway.text.StrictJson;
import io.decisionos.gateway.text.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Reads events strictly: what is not exactly an event is none. Stateless. */
public final class EventReader {
  private static final int MOST_REASON = 128;
  private static final long MOST_COUNT = 1_000_000_000;
  private static final String WHOLE = "one JSON object with ts, reason and perhaps count";

  private EventReader() {}

  /** Something is no event; the message says what was expected of it. */
  public static final class NoEventException extends Exception {
    NoEventException(String expected) {
      super(expected, null, false, false);
    }
  }

  /** The text of bytes, which must be UTF-8. */
  static String text(ByteBuffer bytes) throws NoEventException {
    return Utf8.decode(bytes).orElseThrow(() -> new NoEventException("UTF-8"));
  }

  /** The event that a line is; empty if it is blank. */
  public static Optional<ReasonEvent> line(ByteBuffer line) throws NoEventException {
    String text = text(line);
    if (text.isBlank()) {
      return Optional.empty();
    }
    try (JsonParser parser = StrictJson.parser(text)) {
      parser.nextToken();
      ReasonEvent event = event(parser);
      if (parser.nextToken() != null) {
        throw new NoEventException("nothing behind the event");
      }
      return Optional.of(event);
    } catch (JsonProcessingException e) {
      throw new NoEventException(WHOLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an event from the parser's current token on, to the end of its object. */
  static ReasonEvent event(JsonParser parser) throws IOException, NoEventException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new NoEventException(WHOLE);
    }
    var fields = new Fields();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.take(name, parser);
    }
    return fields.event();
  }

  /** What was read of one event so far. */
  private static final class Fields {
    private Instant ts;
    private String reason;
    private long count;

    void take(String name, JsonParser parser) throws IOException, NoEventException {
      switch (name) {
        case "ts" -> {
          once(ts == null, name);
          ts = ts(parser);
        }
        case "reason" -> {
          once(reason == null, name);
          reason = reason(parser);
        }
        case "count" -> {
          once(count == 0, name);
          count = count(parser);
        }
        default -> throw new NoEventException("no other keys than ts, reason and count");
      }
    }

    private static void once(boolean first, String name) throws NoEventException {
      if (!first) {
        throw new NoEventException(name + " only once");
      }
    }

    ReasonEvent event() throws NoEventException {
      if (ts == null || reason == null) {
        throw new NoEventException("both ts and reason");
      }
      return new ReasonEvent(ts, reason, Math.max(1, count));
    }
  }

  private static Instant ts(JsonParser parser) throws IOException, NoEventException {
    Optional<Instant> ts =
        parser.currentToken() == JsonToken.VALUE_STRING
            ? Rfc3339.parse(parser.getText())
            : Optional.empty();
    return ts.orElseThrow(
        () -> new NoEventException("ts to be a time with offset, such as 2026-01-31T12:00:00Z"));
  }

  private static String reason(JsonParser parser) throws IOException, NoEventException {
    String reason = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    int length = reason.codePointCount(0, reason.length());
    // A lone surrogate could not be written again.
    if (length < 1 || length > MOST_REASON || !UTF_8.newEncoder().canEncode(reason)) {
      throw new NoEventException("reason to be a text of 1 to 128 characters");
    }
    return reason;
  }

  private static long count(JsonParser parser) throws IOException, NoEventException {
    boolean integer =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    long count = integer ? parser.getLongValue() : 0;
    if (count < 1 || count > MOST_COUNT) {
      throw new NoEventException("count to be an integer from 1 to 1000000000");
    }
    return count;
  }
}

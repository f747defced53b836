package io.decisionos.gateway.cards.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.decisionos.gateway.cards.event.EventReader.NoEventException;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.text.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of a request: all of them, or it says which is the first that is none. Pure. */
public final class EventBatch {
  private EventBatch() {}

  /**
   * The events of lines; blank lines are passed over, and counted.
   *
   * @throws ProblemException with the number of the first bad line as {@code line}
   */
  public static List<ReasonEvent> lines(byte[] body) {
    var events = new ArrayList<ReasonEvent>();
    int number = 1;
    for (int from = 0; from < body.length; number++) {
      int to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      try {
        EventReader.line(ByteBuffer.wrap(body, from, to - from)).ifPresent(events::add);
      } catch (NoEventException e) {
        throw bad("Line ", number, e.getMessage());
      }
      from = to + 1;
    }
    return events;
  }

  /**
   * The events of one JSON array.
   *
   * @throws ProblemException with the number of the first bad element, from 1 on, as {@code line}
   */
  public static List<ReasonEvent> array(byte[] body) {
    var events = new ArrayList<ReasonEvent>();
    try (JsonParser parser = StrictJson.parser(EventReader.text(ByteBuffer.wrap(body)))) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new NoEventException("the body to be a JSON array, or application/x-ndjson");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        events.add(EventReader.event(parser));
      }
      if (parser.nextToken() != null) {
        throw new NoEventException("nothing behind the array");
      }
      return events;
    } catch (NoEventException e) {
      throw bad("Element ", events.size() + 1, e.getMessage());
    } catch (JsonProcessingException e) {
      throw bad("Element ", events.size() + 1, "JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemException bad(String what, int number, String expected) {
    return Problem.of(
            ProblemType.REQUEST_INVALID,
            what + number + " is no event, and nothing was stored: expected " + expected + ".")
        .with("line", number)
        .asException();
  }
}

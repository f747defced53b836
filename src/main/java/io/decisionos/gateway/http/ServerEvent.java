package io.decisionos.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * One server-sent event, as the HTML standard frames it. Immutable.
 *
 * @param id where a reader resumes; it sends it back as {@code Last-Event-ID}
 * @param name the type that a page listens to; {@code message} if there is none
 * @param data may have several lines; every way to end a line arrives as a line feed
 */
public record ServerEvent(Optional<String> id, Optional<String> name, String data) {

  /**
   * An event.
   *
   * @throws IllegalArgumentException if the id or the name would break out of its field
   */
  public ServerEvent {
    id.ifPresent(ServerEvent::requireOneLine);
    name.ifPresent(ServerEvent::requireOneLine);
  }

  private static void requireOneLine(String field) {
    if (field.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      throw new IllegalArgumentException("a field of an event is one line: " + field);
    }
  }

  /** An event that a page listens to by name, and that nobody resumes from. */
  public static ServerEvent named(String name, String data) {
    return new ServerEvent(Optional.empty(), Optional.of(name), data);
  }

  /** An event that a reader can resume from. */
  public static ServerEvent at(String id, String data) {
    return new ServerEvent(Optional.of(id), Optional.empty(), data);
  }

  void appendTo(Buffer wire) {
    id.ifPresent(value -> wire.appendString("id: " + value + "\n"));
    name.ifPresent(value -> wire.appendString("event: " + value + "\n"));
    for (String line : data.split("\r\n|\r|\n", -1)) {
      wire.appendString("data: ").appendString(line).appendString("\n");
    }
    wire.appendString("\n");
  }
}

package io.decisionos.gateway.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/**
 * Log lines as JSON, all of one schema: who reads one kind of line can read the others. What a line
 * says beside its message are members of their own. Stateless.
 */
final class JsonLines extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  // A line that holds only ASCII is one line to every reader.
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public String doLayout(ILoggingEvent event) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
            .put("level", event.getLevel().toString())
            .put("logger", event.getLoggerName())
            .put("message", event.getFormattedMessage());
    Optional.ofNullable(event.getKeyValuePairs())
        .orElse(List.of())
        .forEach(pair -> put(json, pair));
    if (event.getThrowableProxy() != null) {
      json.put("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    try {
      // Of ASCII, Jackson leaves DEL alone; it stands nowhere but inside of a text.
      return MAPPER.writeValueAsString(json).replace("\u007f", "\\u007f") + '\n';
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can always be written", e);
    }
  }

  private static void put(ObjectNode json, KeyValuePair pair) {
    if (pair.value instanceof Integer number) {
      json.put(pair.key, number);
    } else if (pair.value instanceof Double number) {
      json.put(pair.key, number);
    } else {
      json.put(pair.key, pair.value == null ? null : pair.value.toString());
    }
  }
}

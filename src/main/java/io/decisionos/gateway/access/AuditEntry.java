package io.decisionos.gateway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the audit log. Holds no token and no secret.
 *
 * @param event what happened, such as {@code token.refused}
 * @param subject who did it, as a verified token says
 * @param tenant whom it concerns, as the request names it
 * @param outcome {@code done}, {@code refused} or {@code noted}
 * @param detail for people
 */
public record AuditEntry(
    Instant at,
    String event,
    Optional<String> requestId,
    Optional<String> subject,
    Optional<String> tenant,
    String outcome,
    String detail) {
  /** The outcome of what was turned away. */
  public static final String REFUSED = "refused";

  private static final int SHOWN_CHARACTERS = 500;
  // A line that holds only ASCII is one line to every reader.
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** An entry that no request brought about. */
  public static AuditEntry ofGateway(
      Instant at, String event, Optional<String> tenant, String detail) {
    return new AuditEntry(at, event, Optional.empty(), Optional.empty(), tenant, "noted", detail);
  }

  /** Says how many refusals were only counted. */
  static AuditEntry leftOut(Instant at, long count) {
    String detail = count + " refusals came too fast to be noted";
    return ofGateway(at, "audit.left_out", Optional.empty(), detail);
  }

  /** Says how many entries never came into a file. */
  static AuditEntry lost(Instant at, long count) {
    return ofGateway(at, "audit.lost", Optional.empty(), count + " entries could not be written");
  }

  /** The entry as one line of JSON, without its end. */
  String line() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("time", at.toString()).put("event", event);
    json.put("request_id", requestId.orElse(null));
    json.put("subject", subject.orElse(null));
    json.put("tenant", tenant.map(AuditEntry::shown).orElse(null));
    json.put("outcome", outcome).put("detail", shown(detail));
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts can always be written", e);
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}

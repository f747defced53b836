package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.evidence.json.CanonicalJson;
import io.decisionos.gateway.evidence.json.JsonText;
import io.decisionos.gateway.evidence.json.UnreadableException;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * The verdict on one document. Judging never throws for anything that bytes can say. Immutable.
 *
 * @param tampered that it is not what was signed, or cannot be known to be
 * @param tenant whom {@code meta.tenant} names, if that is a tenant's id
 * @param generatedAt {@code meta.generated_at}, if that is a time; RFC 3339 with {@code Z}
 * @param performs that it has a block {@code perf} that is an object
 * @param error why it is not a document at all
 */
public record Evidence(
    boolean tampered,
    Optional<TenantId> tenant,
    Optional<String> generatedAt,
    boolean performs,
    Optional<String> error) {

  /** What is said of a document that cannot be read. */
  public static Evidence unreadable(String why) {
    return new Evidence(true, Optional.empty(), Optional.empty(), false, Optional.of(why));
  }

  public static Evidence judge(byte[] document) {
    return judge(document, document.length);
  }

  /** What is wrong with a document that is tampered with, in words for whoever sent it. */
  public static Optional<String> fault(byte[] document) {
    try {
      JsonText json = JsonText.read(document, document.length, EvidenceReader.ASKED);
      return json.isObject(json.root())
          ? new EvidenceReader(json).fault()
          : Optional.of("it is not an object");
    } catch (UnreadableException e) {
      return Optional.of("it is not strict JSON: " + e.getMessage());
    }
  }

  /** The canonical text of a document's block {@code perf}; empty if that is no object. */
  public static Optional<byte[]> perf(byte[] document) {
    try {
      JsonText json = JsonText.read(document, document.length, Set.of());
      return Optional.ofNullable(
              json.members(json.root(), Set.of(EvidenceReader.PERF)).get(EvidenceReader.PERF))
          .filter(json::isObject)
          .map(perf -> CanonicalJson.of(json, perf));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  /** Judges the first {@code length} bytes. */
  static Evidence judge(byte[] document, int length) {
    try {
      JsonText json = JsonText.read(document, length, EvidenceReader.ASKED);
      return json.isObject(json.root())
          ? new EvidenceReader(json).read()
          : unreadable("not an object");
    } catch (UnreadableException e) {
      return unreadable(e.getMessage());
    }
  }
}

package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.evidence.json.CanonicalJson;
import io.decisionos.gateway.evidence.json.JsonText;
import io.decisionos.gateway.evidence.json.UnreadableException;
import io.decisionos.gateway.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/** Says in a document whose it is, and signs it anew. Pure. */
public final class Attribution {
  private Attribution() {}

  /** Whether a document says of nobody that it is theirs. */
  public static boolean isMissing(byte[] document) throws UnreadableException {
    JsonText json = JsonText.read(document, document.length, EvidenceReader.ASKED);
    return json.isObject(json.root()) && new EvidenceReader(json).namesNobody();
  }

  /**
   * The document with its tenant and where it comes from, in the canonical text.
   *
   * @param document one that is what was signed
   * @param from the document's own hash
   */
  public static byte[] of(byte[] document, TenantId tenant, Instant at, Sha256 from)
      throws UnreadableException {
    String origin = "{\"at\": \"" + at + "\", \"from_sha256\": \"" + from.hex() + "\"}";
    String meta = "\"backfill\": " + origin + ", \"tenant\": \"" + tenant.value() + '"';
    byte[] named = with(canonical(document), "meta", meta);
    JsonText json = JsonText.read(named, named.length, EvidenceReader.ASKED);
    String signature = new EvidenceReader(json).signature();
    return with(named, "integrity", "\"signature_sha256\": \"" + signature + '"');
  }

  private static byte[] canonical(byte[] document) throws UnreadableException {
    return CanonicalJson.of(document).getBytes(StandardCharsets.UTF_8);
  }

  /** Adds members to a block of canonical text; of two equal ones the last counts. */
  private static byte[] with(byte[] document, String block, String members)
      throws UnreadableException {
    JsonText json = JsonText.read(document, document.length, Set.of());
    int begin = json.members(json.root(), Set.of(block)).get(block);
    byte[] value = CanonicalJson.of(json, begin);
    boolean holds = json.isObject(begin) && !json.isEmpty(begin);
    var out = new ByteArrayOutputStream();
    out.write(document, 0, begin);
    if (holds) {
      out.write(value, 0, value.length - 1);
      out.writeBytes((", " + members + '}').getBytes(StandardCharsets.UTF_8));
    } else {
      out.writeBytes(('{' + members + '}').getBytes(StandardCharsets.UTF_8));
    }
    int end = begin + value.length;
    out.write(document, end, document.length - end);
    return canonical(out.toByteArray());
  }
}

package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.evidence.json.CanonicalJson;
import io.decisionos.gateway.evidence.json.CanonicalSink;
import io.decisionos.gateway.evidence.json.JsonString;
import io.decisionos.gateway.evidence.json.JsonText;
import io.decisionos.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the blocks of one document and holds its signature against them. Confined to one thread.
 */
final class EvidenceReader {
  private static final String META = "meta";
  private static final String INTEGRITY = "integrity";
  static final String PERF = "perf";
  private static final Set<String> CORE =
      Set.of(META, "witness", "usage", "rating", "quota", "budget", "anomaly");
  private static final Set<String> OPTIONAL = Set.of(PERF, "perf_judge", "judges", "canary");
  private static final Set<String> BLOCKS = union(union(CORE, OPTIONAL), Set.of(INTEGRITY));

  /** The blocks that are looked into. */
  static final Set<String> ASKED = Set.of(META, INTEGRITY);

  private static final Set<String> META_FIELDS = Set.of("tenant", "generated_at");
  private static final Set<String> INTEGRITY_FIELDS = Set.of("signature_sha256");

  /** Longer texts are no tenant, no time and no signature. */
  private static final int LONGEST_FIELD = 64;

  private final JsonText json;
  private final Map<String, Integer> blocks;

  EvidenceReader(JsonText json) {
    this.json = json;
    this.blocks = json.members(json.root(), BLOCKS);
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  Evidence read() {
    Map<String, String> meta = fields(META, META_FIELDS);
    boolean tampered = !isComplete() || isMisshapen(META) || isMisshapen(INTEGRITY) || !isSigned();
    return new Evidence(
        tampered,
        Optional.ofNullable(meta.get("tenant")).flatMap(EvidenceReader::tenant),
        Optional.ofNullable(meta.get("generated_at")).flatMap(UtcTime::of),
        blocks.containsKey(PERF) && json.isObject(blocks.get(PERF)),
        Optional.empty());
  }

  /** What is wrong, for whoever hands the document in; empty if nothing is. */
  Optional<String> fault() {
    var missing = new TreeSet<>(CORE);
    missing.add(INTEGRITY);
    missing.removeAll(blocks.keySet());
    if (!missing.isEmpty()) {
      return Optional.of("it lacks the blocks: " + String.join(", ", missing));
    }
    for (String block : List.of(META, INTEGRITY)) {
      if (isMisshapen(block)) {
        return Optional.of("its block " + block + " is not an object");
      }
    }
    return isSigned()
        ? Optional.empty()
        : Optional.of("integrity.signature_sha256 is not the SHA-256 of its canonical text");
  }

  /** Whether the document says of nobody that it is theirs. */
  boolean namesNobody() {
    return blocks.containsKey(META)
        && fields(META, META_FIELDS).getOrDefault("tenant", "").isEmpty();
  }

  private boolean isComplete() {
    return blocks.containsKey(INTEGRITY) && blocks.keySet().containsAll(CORE);
  }

  /** Neither an object nor one of the values that stand for none. */
  private boolean isMisshapen(String block) {
    int value = blocks.get(block);
    return !json.isObject(value) && !json.isEmpty(value);
  }

  private boolean isSigned() {
    String claimed = fields(INTEGRITY, INTEGRITY_FIELDS).get("signature_sha256");
    return claimed != null && claimed.equals(signature());
  }

  /** The signature that the blocks ought to have. */
  String signature() {
    var digest = Sha256.digest();
    var sink = new CanonicalSink(json.bytes(), digest::update);
    var writer = new CanonicalJson(json, sink);
    String before = "{\"";
    for (String block : BLOCKS) {
      if (belongsToCore(block)) {
        sink.put(before + block + "\": ");
        writer.write(blocks.get(block));
        before = ", \"";
      }
    }
    sink.put("}");
    sink.flush();
    return Sha256.of(digest).hex();
  }

  private boolean belongsToCore(String block) {
    boolean given = OPTIONAL.contains(block) && blocks.containsKey(block);
    return CORE.contains(block) || (given && !json.isNull(blocks.get(block)));
  }

  /** Those of the named members of a block that are short strings. */
  private Map<String, String> fields(String block, Set<String> names) {
    Integer object = blocks.get(block);
    var strings = new HashMap<String, String>();
    if (object != null && json.isObject(object)) {
      json.members(object, names).forEach((name, value) -> keepString(strings, name, value));
    }
    return strings;
  }

  private void keepString(Map<String, String> strings, String name, int value) {
    if (json.isString(value)) {
      strings.put(name, JsonString.read(json.bytes(), value, LONGEST_FIELD));
    }
  }

  /** The id of a tenant that there can be; nobody is called {@link TenantId#RESERVED}. */
  private static Optional<TenantId> tenant(String text) {
    return TenantId.parse(text).filter(id -> !id.value().equals(TenantId.RESERVED));
  }
}

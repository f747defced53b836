package io.decisionos.gateway.evidence.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.json.CanonicalJson;
import io.decisionos.gateway.evidence.json.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that happened to a file, as the log has it for ever. Immutable.
 *
 * @param sha256 of the file from then on; empty if it cannot be read
 * @param tombstone for a file that was let go of
 */
public record Leaf(
    Instant at,
    Op op,
    EvidencePath path,
    Optional<Sha256> sha256,
    long size,
    Optional<Tombstone> tombstone) {
  private static final JsonFactory JSON = new JsonFactory();

  /** By which plan and rule a file was let go of. */
  public record Tombstone(String plan, String rule) {}

  /** What happened to a file that is now so. */
  public static Leaf of(Instant at, Op op, EvidenceEntry entry) {
    return new Leaf(at, op, entry.path(), entry.sha256(), entry.print().size(), Optional.empty());
  }

  public String id() {
    return path.id();
  }

  public Tier tier() {
    return path.tier();
  }

  /** The leaf's bytes: the canonical text of its object. */
  public byte[] bytes() {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("at", at.toString());
      json.writeStringField("id", id());
      json.writeStringField("op", op.word());
      json.writeStringField("path", path.text());
      if (tombstone.isPresent()) {
        json.writeStringField("plan", tombstone.get().plan());
        json.writeStringField("rule", tombstone.get().rule());
      }
      json.writeStringField("sha256", sha256.map(Sha256::hex).orElse(null));
      json.writeNumberField("size", size);
      json.writeStringField("tier", tier().name());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return CanonicalJson.of(out.toByteArray()).getBytes(StandardCharsets.UTF_8);
    } catch (UnreadableException e) {
      throw new IllegalStateException("JSON that was just made", e);
    }
  }

  /** Reads a leaf; empty if the bytes are none. */
  public static Optional<Leaf> parse(byte[] bytes) {
    try (JsonParser json = JSON.createParser(bytes)) {
      var texts = new HashMap<String, String>();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_NULL) {
          texts.put(name, json.getText());
        }
      }
      return Optional.of(of(texts));
    } catch (IOException | IllegalArgumentException | DateTimeException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static Leaf of(Map<String, String> texts) {
    return new Leaf(
        Instant.parse(texts.get("at")),
        Op.valueOf(texts.get("op").toUpperCase(Locale.ROOT)),
        new EvidencePath(texts.get("path")),
        Optional.ofNullable(texts.get("sha256")).map(Sha256::ofHex),
        Long.parseLong(texts.get("size")),
        Optional.ofNullable(texts.get("plan"))
            .map(plan -> new Tombstone(plan, texts.getOrDefault("rule", ""))));
  }
}

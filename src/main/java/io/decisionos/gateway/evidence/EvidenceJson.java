package io.decisionos.gateway.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceView;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tally;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what the index answers as JSON, with sorted keys. Any thread. */
public final class EvidenceJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EvidenceJson() {}

  /** When a locked file was locked, and archived. */
  public interface Times {
    /** Those of a file of which nothing more is known. */
    Times BY_FILE =
        new Times() {
          @Override
          public Instant lockedAt(EvidenceEntry entry) {
            return entry.modifiedAt();
          }

          @Override
          public Optional<Instant> archivedAt(EvidenceEntry entry) {
            return Optional.empty();
          }
        };

    Instant lockedAt(EvidenceEntry entry);

    Optional<Instant> archivedAt(EvidenceEntry entry);
  }

  /** A view as the body of an answer. */
  public static byte[] of(EvidenceView view, Optional<String> nextCursor, Times times) {
    var out = new ByteArrayOutputStream();
    try {
      write(view, nextCursor, times, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** One entry as the body of an answer. */
  static byte[] of(EvidenceEntry entry, Times times) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      entry(json, entry, times);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The numbers of one tenant. */
  static byte[] summaryOf(TenantId tenant, Tally tally) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      summary(json, new TreeMap<>(Map.of(tenant.value(), tally)));
      json.writeStringField("tenant_filter", tenant.value());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes a view bit by bit, so that its size does not matter. */
  static void write(EvidenceView view, Optional<String> nextCursor, Times times, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      faults(json, view);
      json.writeArrayFieldStart("files");
      for (EvidenceEntry entry : view.page().entries()) {
        entry(json, entry, times);
      }
      json.writeEndArray();
      json.writeStringField("generated_at", view.generatedAt().toString());
      json.writeStringField("last_updated", view.lastUpdated().map(Object::toString).orElse(null));
      if (nextCursor.isPresent()) {
        json.writeStringField("next_cursor", nextCursor.get());
      }
      summary(json, view.byTenant());
      json.writeStringField("tenant_filter", view.tenant().map(TenantId::value).orElse(null));
      json.writeEndObject();
    }
  }

  /** Folders are nobody's, so no tenant hears of them. */
  private static void faults(JsonGenerator json, EvidenceView view) throws IOException {
    if (view.faults().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("faults");
    for (Map.Entry<String, String> fault : view.faults().entrySet()) {
      json.writeStartObject();
      json.writeStringField("error", fault.getValue());
      json.writeStringField("path", fault.getKey());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void entry(JsonGenerator json, EvidenceEntry entry, Times times)
      throws IOException {
    boolean locked = entry.tier() == Tier.LOCKED;
    json.writeStartObject();
    json.writeStringField(
        "archived_at", times.archivedAt(entry).map(Instant::toString).orElse(null));
    Optional<String> error = entry.verdict().error().or(entry.path()::reserved);
    if (error.isPresent()) {
      json.writeStringField("error", error.get());
    }
    json.writeStringField("generated_at", entry.verdict().generatedAt().orElse(null));
    json.writeStringField("id", entry.path().id());
    json.writeStringField("locked_at", locked ? times.lockedAt(entry).toString() : null);
    json.writeStringField("mtime", entry.modifiedAt().toString());
    json.writeStringField("path", entry.path().text());
    json.writeStringField("sha256", entry.sha256().map(Sha256::hex).orElse(null));
    json.writeNumberField("size", entry.print().size());
    json.writeBooleanField("tampered", entry.tampered());
    json.writeStringField("tenant", entry.owner().map(TenantId::value).orElse(null));
    json.writeStringField("tier", entry.tier().name());
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, SortedMap<String, Tally> byTenant)
      throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeObjectFieldStart("by_tenant");
    for (Map.Entry<String, Tally> tenant : byTenant.entrySet()) {
      json.writeObjectFieldStart(tenant.getKey());
      numbers(json, tenant.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
    numbers(json, byTenant.values().stream().reduce(Tally.NOTHING, Tally::plus));
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, Tally tally) throws IOException {
    json.writeNumberField("count", tally.count());
    json.writeNumberField("locked", tally.locked());
    json.writeNumberField("tampered", tally.tampered());
    json.writeNumberField("wip", tally.wip());
  }
}

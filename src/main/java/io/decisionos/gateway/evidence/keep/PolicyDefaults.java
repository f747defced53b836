package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.tenant.EvidenceKey;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Origin;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.json.JsonObject;

/**
 * What holds if a tenant says nothing: {@code conf/evidence.yaml}. Immutable.
 *
 * @param values what the file sets
 * @param file the file, for showing where a value comes from
 */
public record PolicyDefaults(EvidenceValues values, YamlSource file) {
  public static final String FILE = "evidence.yaml";
  private static final String OVERLAY = "evidence_overlay.";

  /** What holds without a file. */
  public static final PolicyDefaults BUILT_IN =
      new PolicyDefaults(EvidenceValues.NONE, new YamlSource(FILE, "{}"));

  /** Tells whether the same holds for every tenant, whatever else the files say. */
  public boolean meansTheSameAs(PolicyDefaults other) {
    for (EvidenceKey key : EvidenceKey.values()) {
      if (global(key) != other.global(key)) {
        return false;
      }
    }
    return true;
  }

  private long global(EvidenceKey key) {
    return values.get(key).orElse(key.builtIn());
  }

  private long value(EvidenceKey key, EvidenceValues own) {
    return own.get(key).orElse(global(key));
  }

  /** What holds for a tenant. */
  public Policy of(Tenant tenant) {
    EvidenceValues own = tenant.evidence();
    return Policy.of(
        value(EvidenceKey.WIP_DAYS, own),
        value(EvidenceKey.LOCKED_DAYS, own),
        value(EvidenceKey.KEEP_MIN, own),
        value(EvidenceKey.LOCK_AFTER_HOURS, own));
  }

  /** What holds for a tenant as operators see it: each value with its origin. */
  public JsonObject explain(Tenant tenant) {
    YamlSource.Parsed global = file.parse();
    YamlSource.Parsed own = tenant.file().parse();
    var json = new JsonObject();
    for (EvidenceKey key : EvidenceKey.values()) {
      Origin origin =
          tenant.evidence().get(key).isPresent()
              ? Origin.tenant(tenant.source(), own.line(OVERLAY + key.word()))
              : Origin.global(file.file(), global.line(key.word()));
      JsonObject value = new JsonObject().put("value", value(key, tenant.evidence()));
      json.put(key.word(), origin.on(value));
    }
    return json;
  }
}

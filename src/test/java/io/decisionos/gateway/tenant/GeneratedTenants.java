package io.decisionos.gateway.tenant;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Tenants' files as JSON documents, which are YAML too: valid ones, and the same with some values
 * replaced, removed or added. Equal seeds give equal files.
 */
final class GeneratedTenants {
  private static final List<Object> VALUES =
      List.of(
          "",
          " ",
          "\t\n",
          "a",
          "acme",
          "Acme",
          "a-",
          "-a",
          "unknown",
          "a".repeat(63),
          "a".repeat(64),
          "active",
          "suspended",
          "warn",
          "free",
          "USD",
          "continuous",
          "categorical",
          "true",
          "5",
          "\u00a0",
          "ü",
          true,
          false,
          0,
          -1,
          1,
          1.0,
          5000.0,
          1.5,
          0.5,
          1000.0,
          100,
          100.5,
          101,
          60_000,
          60_001,
          300_000,
          300_001,
          9_007_199_254_740_991L,
          9_007_199_254_740_992L,
          -0.0,
          1e-3,
          1e300,
          "2026-01-31T12:00:00Z",
          "2026-01-31t12:00:00.123456789+09:00",
          "2016-12-31T23:59:60Z",
          "2026-01-31T12:00:60Z",
          "2026-01-31T12:00:00.12345678901Z",
          "2026-01-31T12:00:00",
          "2026-13-01T00:00:00Z",
          "2026-01-31T24:00:00Z",
          "2026-01-31 12:00:00Z",
          "2026-01-31",
          "a@b",
          "a@b@c",
          "a b@c",
          "@b",
          "a@");

  private final Random random;

  GeneratedTenants(long seed) {
    this.random = new Random(seed);
  }

  /** A file without faults; every optional part is there half of the time. */
  JsonObject valid() {
    var tenant =
        new JsonObject()
            .put("tenant_id", "t-" + random.nextInt(1000))
            .put("name", "Tenant " + random.nextInt())
            .put("status", oneOf("active", "suspended"));
    perhaps(t -> t.put("created_at", "2026-01-31T12:00:00Z"), tenant);
    perhaps(t -> t.put("updated_at", "2026-01-31t12:00:00.5-05:30"), tenant);
    perhaps(t -> t.put("clock_skew_ms", random.nextInt(300_001)), tenant);
    perhaps(t -> t.put("limits", limits()), tenant);
    perhaps(t -> t.put("slo_overlay", slo()), tenant);
    perhaps(t -> t.put("label_overlay", labels()), tenant);
    perhaps(t -> t.put("billing", billing()), tenant);
    perhaps(t -> t.put("contacts", new JsonObject().put("billing_email", "a@b")), tenant);
    perhaps(t -> t.put("metadata", metadata()), tenant);
    perhaps(t -> t.put("x-anything", new JsonArray().add(1).addNull()), tenant);
    return tenant;
  }

  private void perhaps(Consumer<JsonObject> addition, JsonObject object) {
    if (random.nextBoolean()) {
      addition.accept(object);
    }
  }

  private JsonObject limits() {
    var limits = new JsonObject();
    perhaps(l -> l.put("max_qps", 1 + random.nextInt(10_000)), limits);
    perhaps(l -> l.put("max_storage_gb", 100.0), limits);
    perhaps(l -> l.put("max_users", 9_007_199_254_740_991L), limits);
    perhaps(l -> l.put("burst_ms", random.nextInt(60_001)), limits);
    perhaps(l -> l.put("max_users_action", oneOf("warn", "refuse")), limits);
    return limits;
  }

  private JsonObject slo() {
    var saturation = new JsonObject();
    perhaps(s -> s.put("max_cpu_percent", 100), saturation);
    perhaps(s -> s.put("max_mem_percent", random.nextDouble() * 100), saturation);
    perhaps(s -> s.put("max_qps", 5000.0), saturation);
    var slo = new JsonObject();
    perhaps(s -> s.put("latency_p95_ms", 0.5), slo);
    perhaps(s -> s.put("latency_p99_ms", 1000), slo);
    perhaps(s -> s.put("error_rate_max", random.nextDouble()), slo);
    perhaps(s -> s.put("saturation", saturation), slo);
    return slo;
  }

  private JsonObject labels() {
    var labels = new JsonArray();
    for (int i = random.nextInt(3); i > 0; i--) {
      var label = new JsonObject().put("key", "label_" + i);
      if (random.nextBoolean()) {
        labels.add(label.put("type", "continuous"));
      } else {
        labels.add(label.put("type", "categorical"));
        perhaps(l -> l.put("values", new JsonArray().add("a").add("b")), label);
      }
    }
    return new JsonObject().put("additional_labels", labels);
  }

  private JsonObject billing() {
    var billing = new JsonObject();
    perhaps(b -> b.put("plan", oneOf("free", "basic", "enterprise")), billing);
    perhaps(b -> b.put("currency", oneOf("USD", "KRW")), billing);
    perhaps(b -> b.put("rate_per_qps", 0), billing);
    perhaps(b -> b.put("rate_per_gb", 0.25), billing);
    perhaps(b -> b.put("currency", "USD").put("monthly_budget", 0.5), billing);
    return billing;
  }

  private JsonObject metadata() {
    var metadata = new JsonObject().put("free", new JsonObject().put("deep", 1));
    perhaps(m -> m.put("industry", "retail"), metadata);
    perhaps(m -> m.put("region", "us-east-1"), metadata);
    perhaps(m -> m.put("compliance_requirements", new JsonArray().add("soc2")), metadata);
    return metadata;
  }

  private String oneOf(String... words) {
    return words[random.nextInt(words.length)];
  }

  /** The document with one to three things changed anywhere; it may still be valid. */
  JsonObject mutated() {
    JsonObject tenant = valid();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      mutate(tenant);
    }
    return tenant;
  }

  private void mutate(JsonObject tenant) {
    var objects = new ArrayList<JsonObject>();
    collect(tenant, objects);
    JsonObject object = objects.get(random.nextInt(objects.size()));
    var keys = List.copyOf(object.fieldNames());
    switch (random.nextInt(keys.isEmpty() ? 2 : 6)) {
      case 0 -> object.put(oneOf("zzz", "Name", "limit", "x", "X-a"), 1);
      case 1 -> object.put("x-" + random.nextInt(), value());
      case 2 -> object.remove(keys.get(random.nextInt(keys.size())));
      default -> object.put(keys.get(random.nextInt(keys.size())), value());
    }
  }

  private static void collect(Object node, List<JsonObject> objects) {
    if (node instanceof JsonObject object) {
      objects.add(object);
      object.forEach(entry -> collect(entry.getValue(), objects));
    } else if (node instanceof JsonArray array) {
      array.forEach(item -> collect(item, objects));
    }
  }

  private Object value() {
    return switch (random.nextInt(10)) {
      case 0 -> new JsonObject();
      case 1 -> new JsonObject().put("x-a", 1);
      case 2 -> new JsonArray();
      case 3 -> new JsonArray().add(VALUES.get(random.nextInt(VALUES.size())));
      case 4 -> null;
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }
}

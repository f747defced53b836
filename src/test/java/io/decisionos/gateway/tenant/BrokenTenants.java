package io.decisionos.gateway.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table of broken tenants' files, each the whole file with one thing wrong. */
final class BrokenTenants {
  private static final List<String> NO_TEXT =
      List.of("", "~", "5", "1.5", "true", "[]", "{}", "\" \"");
  private static final List<String> NO_WORD = List.of("", "7", "true", "[]", "{}", "other", "''");
  private static final List<String> NO_NUMBER =
      List.of("", "many", "\"5\"", "true", "[5]", "{a: 5}", ".nan", ".inf", "-.inf", "1e999999999");
  private static final List<String> NO_INTEGER =
      List.of("-1", "1.5", "9007199254740992", "1e300", "9".repeat(64), "0x", "1_000");
  private static final List<String> NO_TIME =
      List.of(
          "",
          "yesterday",
          "2026-01-31",
          "2026-01-31T12:00:00",
          "20260131T120000Z",
          "1769860800",
          "2026-02-30T12:00:00Z",
          "2026-01-31T25:00:00Z",
          "2026-1-31T12:00:00Z",
          "\"2026-01-31T12:00:00Z\\n\"");
  private static final List<String> NO_EMAIL =
      List.of("", "nobody", "a@b@c", "\"a@b\\n\"", "\"a b@c\"", "5", "[]");

  private BrokenTenants() {}

  /** Files that parse as YAML and break one rule. */
  static Stream<BrokenTenant> wellFormed() {
    return Stream.of(
            values(),
            BrokenStructure.sections(),
            BrokenStructure.unknownKeys(),
            BrokenStructure.absentKeys(),
            BrokenStructure.labels())
        .flatMap(s -> s);
  }

  /** All of them. */
  static Stream<BrokenTenant> all() {
    return Stream.of(wellFormed(), BrokenStructure.twice(), BrokenStructure.malformed())
        .flatMap(s -> s);
  }

  private static Stream<BrokenTenant> values() {
    var broken = new ArrayList<BrokenTenant>();
    List.of("name", "metadata.industry", "metadata.region")
        .forEach(key -> add(broken, key, NO_TEXT));
    List.of("status", "limits.max_users_action", "billing.plan", "billing.currency")
        .forEach(key -> add(broken, key, NO_WORD));
    List.of(
            "limits.max_qps",
            "limits.max_storage_gb",
            "limits.max_users",
            "limits.burst_ms",
            "clock_skew_ms",
            "slo_overlay.saturation.max_qps")
        .forEach(
            key -> {
              add(broken, key, NO_NUMBER);
              add(broken, key, NO_INTEGER);
            });
    List.of(
            "slo_overlay.latency_p95_ms",
            "slo_overlay.latency_p99_ms",
            "slo_overlay.error_rate_max",
            "slo_overlay.saturation.max_cpu_percent",
            "slo_overlay.saturation.max_mem_percent",
            "billing.rate_per_qps",
            "billing.rate_per_gb")
        .forEach(
            key -> {
              add(broken, key, NO_NUMBER);
              add(broken, key, List.of("-1"));
            });
    List.of("created_at", "updated_at").forEach(key -> add(broken, key, NO_TIME));
    List.of("contacts.technical_email", "contacts.billing_email")
        .forEach(key -> add(broken, key, NO_EMAIL));
    add(
        broken,
        "metadata.compliance_requirements",
        List.of("soc2", "[1]", "['']", "[[a]]", "{a: b}", "~"));
    add(
        broken,
        "tenant_id",
        List.of(
            "",
            "5",
            "Broken",
            "unknown",
            "-a",
            "a-",
            "a_b",
            "a.b",
            "'a b'",
            "'a\\nb'",
            "\"a\\n\"",
            "ü",
            "a".repeat(64),
            "[a]",
            "null",
            "true"));
    Map.of(
            "slo_overlay.error_rate_max",
            "1.5",
            "slo_overlay.saturation.max_cpu_percent",
            "101",
            "limits.burst_ms",
            "60001",
            "clock_skew_ms",
            "300001",
            "limits.max_qps",
            "0",
            "slo_overlay.latency_p95_ms",
            "0")
        .forEach((key, value) -> add(broken, key, List.of(value)));
    return broken.stream();
  }

  private static void add(List<BrokenTenant> broken, String key, List<String> values) {
    int line = WholeFile.lineOf(key);
    String text = WholeFile.LINES.get(line - 1);
    String head = text.substring(0, text.indexOf(':') + 1);
    for (String value : values) {
      broken.add(
          new BrokenTenant(
              key + ": " + value, WholeFile.replaced(line, head + " " + value), key, line));
    }
  }
}

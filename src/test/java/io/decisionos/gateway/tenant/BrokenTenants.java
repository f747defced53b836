package io.decisionos.gateway.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table of broken tenants' files: a whole valid file, in which one line is replaced. */
final class BrokenTenants {
  /** The valid file; the lines are counted from 1. */
  static final List<String> VALID =
      """
      tenant_id: broken
      name: Broken Tenant
      status: active
      created_at: 2026-01-31T12:00:00Z
      updated_at: "2026-01-31T12:00:00Z"
      limits:
        max_qps: 5000
        max_storage_gb: 100
        max_users: 500
        burst_ms: 1000
        max_users_action: warn
      clock_skew_ms: 30000
      slo_overlay:
        latency_p95_ms: 100
        latency_p99_ms: 250
        error_rate_max: 0.001
        saturation:
          max_cpu_percent: 85.0
          max_mem_percent: 80.0
          max_qps: 5000
      label_overlay:
        additional_labels:
          - key: business_unit
            type: categorical
            values: [sales, engineering]
      billing:
        plan: enterprise
        currency: USD
        rate_per_qps: 0.01
        rate_per_gb: 0.10
      contacts:
        technical_email: platform@broken.example
        billing_email: accounts@broken.example
      metadata:
        industry: manufacturing
        region: us-west-2
        compliance_requirements: [soc2, iso27001]
      """
          .lines()
          .toList();

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
          "2026-1-31T12:00:00Z");
  private static final List<String> NO_EMAIL =
      List.of("", "nobody", "a@b@c", "\"a b@c\"", "5", "[]");
  private static final List<String> NO_MAPPING = List.of("5", "text", "[]", "~", "true");

  private BrokenTenants() {}

  /** Files that parse as YAML and break one rule. */
  static Stream<BrokenTenant> wellFormed() {
    return Stream.of(values(), sections(), unknownKeys(), absentKeys(), labels())
        .flatMap(s -> s)
        .filter(
            broken ->
                !broken.text().contains("2026-02-30")
                    && !broken.what().contains("twice")
                    && !broken.text().contains("1e999999999")
                    && !broken.text().contains("1_000"));
  }

  /** All of them. */
  static Stream<BrokenTenant> all() {
    return Stream.of(
            values(), sections(), unknownKeys(), absentKeys(), labels(), twice(), malformed())
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
    int line = lineOf(key);
    String text = VALID.get(line - 1);
    String head = text.substring(0, text.indexOf(':') + 1);
    for (String value : values) {
      broken.add(
          new BrokenTenant(key + ": " + value, replaced(line, head + " " + value), key, line));
    }
  }

  private static Stream<BrokenTenant> sections() {
    return Stream.of(
            "limits",
            "slo_overlay",
            "slo_overlay.saturation",
            "label_overlay",
            "billing",
            "contacts",
            "metadata")
        .flatMap(
            key ->
                NO_MAPPING.stream()
                    .map(
                        value -> {
                          int line = lineOf(key);
                          String head = VALID.get(line - 1);
                          return new BrokenTenant(
                              key + ": " + value, without(line, head + " " + value), key, line);
                        }));
  }

  private static Stream<BrokenTenant> unknownKeys() {
    return Stream.of(
            "tenant_id",
            "limits.max_qps",
            "slo_overlay.latency_p95_ms",
            "slo_overlay.saturation.max_qps",
            "billing.plan",
            "contacts.billing_email")
        .flatMap(
            sibling ->
                Stream.of("zzz", "max-qps", "X-upper", "x", "\"\"", "1")
                    .map(
                        name -> {
                          int line = lineOf(sibling);
                          String indent = VALID.get(line - 1).replaceAll("\\S.*", "");
                          String parent = sibling.substring(0, sibling.lastIndexOf('.') + 1);
                          return new BrokenTenant(
                              "unknown " + parent + name,
                              replaced(line, VALID.get(line - 1) + "\n" + indent + name + ": 1"),
                              parent + name.replace("\"", ""),
                              line + 1);
                        }));
  }

  private static Stream<BrokenTenant> absentKeys() {
    return Stream.of("tenant_id", "name", "status")
        .map(
            key ->
                new BrokenTenant(
                    "no " + key,
                    replaced(lineOf(key), "# nothing"),
                    key,
                    key.equals("tenant_id") ? 2 : 1));
  }

  private static Stream<BrokenTenant> labels() {
    int first = lineOf("label_overlay") + 2;
    String path = "label_overlay.additional_labels";
    return Stream.of(
        label("labels are a mapping", first, "    a: b", path, first),
        label("a label is a text", first, "    - text", path + "[0]", first),
        label("no key", first, "    - type: continuous", path + "[0].key", first),
        label("no type", first, "    - key: a", path + "[0].type", first),
        label(
            "a number as key", first, "    - {key: 1, type: continuous}", path + "[0].key", first),
        label("a wrong type", first, "    - {key: a, type: text}", path + "[0].type", first),
        label(
            "values of a number",
            first,
            "    - {key: a, type: continuous, values: [b]}",
            path + "[0].values",
            first),
        label(
            "values not texts",
            first,
            "    - {key: a, type: categorical, values: [1]}",
            path + "[0].values",
            first),
        label(
            "an unknown key",
            first,
            "    - {key: a, type: continuous, unit: b}",
            path + "[0].unit",
            first),
        label(
            "a key twice",
            first,
            "    - {key: a, type: continuous}\n    - {key: a, type: continuous}",
            path + "[1].key",
            first + 1));
  }

  private static BrokenTenant label(String what, int first, String text, String key, int line) {
    var lines = new ArrayList<>(VALID);
    lines.subList(first - 1, first + 2).clear();
    lines.add(first - 1, text);
    return new BrokenTenant("label: " + what, joined(lines), key, line);
  }

  private static Stream<BrokenTenant> twice() {
    return Stream.of(
            "tenant_id",
            "name",
            "status",
            "limits.max_qps",
            "clock_skew_ms",
            "slo_overlay.error_rate_max",
            "slo_overlay.saturation.max_qps",
            "billing.plan",
            "contacts.billing_email",
            "metadata.region")
        .map(
            key -> {
              int line = lineOf(key);
              String text = VALID.get(line - 1);
              return new BrokenTenant(
                  key + " twice",
                  replaced(line, text + "\n" + text),
                  key.substring(key.lastIndexOf('.') + 1),
                  line + 1);
            });
  }

  private static Stream<BrokenTenant> malformed() {
    int last = VALID.size();
    return Stream.of(
            "a: b: c",
            "a: [b",
            "a: {b",
            "a: 'b",
            "a: \"b",
            "a: \"\\q\"",
            "\tb: c",
            "- a",
            "a: @b",
            "a: `b",
            "a: %b",
            "a: *b",
            "a: &c b",
            "a: !c b",
            "? [a]\n: b",
            "--- a",
            "a: |5x",
            "}",
            "]",
            "a",
            "a: \"\\ud8\"")
        .map(
            text ->
                new BrokenTenant("malformed " + text, joined(VALID) + text + "\n", "", last + 1));
  }

  /** The line on which a dotted key stands. */
  static int lineOf(String dotted) {
    int line = 0;
    int indent = 0;
    for (String part : dotted.split("\\.")) {
      String wanted = " ".repeat(indent) + part + ":";
      do {
        line++;
      } while (!VALID.get(line - 1).startsWith(wanted));
      indent += 2;
    }
    return line;
  }

  private static String replaced(int line, String text) {
    var lines = new ArrayList<>(VALID);
    lines.set(line - 1, text);
    return joined(lines);
  }

  /** The file with another text in place of a section. */
  private static String without(int line, String text) {
    var lines = new ArrayList<>(VALID);
    String head = lines.get(line - 1).replaceAll("\\S.*", "");
    lines.set(line - 1, text);
    while (lines.size() > line && lines.get(line).startsWith(head + " ")) {
      lines.remove(line);
    }
    return joined(lines);
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}

package io.decisionos.gateway.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tenants' files whose keys, sections or syntax are wrong. */
final class BrokenStructure {
  private static final List<String> NO_MAPPING = List.of("5", "text", "[]", "~", "true");

  private BrokenStructure() {}

  static Stream<BrokenTenant> sections() {
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
                          int line = WholeFile.lineOf(key);
                          String head = WholeFile.LINES.get(line - 1);
                          return new BrokenTenant(
                              key + ": " + value,
                              WholeFile.without(line, head + " " + value),
                              key,
                              line);
                        }));
  }

  static Stream<BrokenTenant> unknownKeys() {
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
                          int line = WholeFile.lineOf(sibling);
                          String indent = WholeFile.LINES.get(line - 1).replaceAll("\\S.*", "");
                          String parent = sibling.substring(0, sibling.lastIndexOf('.') + 1);
                          return new BrokenTenant(
                              "unknown " + parent + name,
                              WholeFile.replaced(
                                  line,
                                  WholeFile.LINES.get(line - 1) + "\n" + indent + name + ": 1"),
                              parent + name.replace("\"", ""),
                              line + 1);
                        }));
  }

  static Stream<BrokenTenant> absentKeys() {
    return Stream.of("tenant_id", "name", "status")
        .map(
            key ->
                new BrokenTenant(
                    "no " + key,
                    WholeFile.replaced(WholeFile.lineOf(key), "# nothing"),
                    key,
                    key.equals("tenant_id") ? 2 : 1));
  }

  static Stream<BrokenTenant> labels() {
    int first = WholeFile.lineOf("label_overlay") + 2;
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
    var lines = new ArrayList<>(WholeFile.LINES);
    lines.subList(first - 1, first + 2).clear();
    lines.add(first - 1, text);
    return new BrokenTenant("label: " + what, WholeFile.joined(lines), key, line);
  }

  static Stream<BrokenTenant> twice() {
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
              int line = WholeFile.lineOf(key);
              String text = WholeFile.LINES.get(line - 1);
              return new BrokenTenant(
                  key + " twice",
                  WholeFile.replaced(line, text + "\n" + text),
                  key.substring(key.lastIndexOf('.') + 1),
                  line + 1);
            });
  }

  static Stream<BrokenTenant> malformed() {
    int last = WholeFile.LINES.size();
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
            "a: \"\\ud8\"",
            "a: \"\\UFFFFFFFF\"",
            "a: \"\\U80000000\"",
            "a: \"\\U7FFFFFFF\"",
            "a: \"\\U00110000\"")
        .map(
            text ->
                new BrokenTenant(
                    "malformed " + text,
                    WholeFile.joined(WholeFile.LINES) + text + "\n",
                    "",
                    last + 1));
  }
}

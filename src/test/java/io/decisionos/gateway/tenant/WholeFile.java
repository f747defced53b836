package io.decisionos.gateway.tenant;

import java.util.ArrayList;
import java.util.List;

/** A tenant's file that says everything a file can say, and its edits line by line. */
final class WholeFile {
  /** Its lines; the first one is line 1. */
  static final List<String> LINES =
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

  private WholeFile() {}

  /** The line on which a dotted key stands. */
  static int lineOf(String dotted) {
    int line = 0;
    int indent = 0;
    for (String part : dotted.split("\\.", -1)) {
      String wanted = " ".repeat(indent) + part + ":";
      do {
        line++;
      } while (!LINES.get(line - 1).startsWith(wanted));
      indent += 2;
    }
    return line;
  }

  /** The file with another text in place of a line. */
  static String replaced(int line, String text) {
    var lines = new ArrayList<>(LINES);
    lines.set(line - 1, text);
    return joined(lines);
  }

  /** The file with another text in place of a section. */
  static String without(int line, String text) {
    var lines = new ArrayList<>(LINES);
    String head = lines.get(line - 1).replaceAll("\\S.*", "");
    lines.set(line - 1, text);
    while (lines.size() > line && lines.get(line).startsWith(head + " ")) {
      lines.remove(line);
    }
    return joined(lines);
  }

  static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}

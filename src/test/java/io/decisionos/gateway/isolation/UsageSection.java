package io.decisionos.gateway.isolation;

import java.util.List;

/** What tenants take. What is counted moves with each request, so no view of it stays. */
final class UsageSection implements Section {
  @Override
  public List<Row> rows(Side theirs, Side mine) {
    return List.of(
        new Row(
            "GET /usage",
            "name as a window",
            Ask.of("GET", "/usage?window=" + Ask.VALUE),
            theirs.tenant(),
            "no-such-tenant"),
        new Row(
            "GET /usage",
            "name of another parameter",
            Ask.of("GET", "/usage?window=" + Ask.VALUE + "&of=" + Ask.VALUE),
            theirs.tenant(),
            "no-such-tenant"));
  }

  @Override
  public List<Ask> views() {
    return List.of();
  }
}

package io.decisionos.gateway.isolation;

import java.util.List;
import java.util.stream.Stream;

/** The paths that are open to all, and say the same to all. */
final class OpenSection implements Section {
  @Override
  public List<Row> rows(Side theirs, Side mine) {
    return Stream.of("/healthz", "/readyz", "/openapi.yaml")
        .map(
            path ->
                new Row(
                    "GET " + path,
                    "name in the header",
                    Ask.of("GET", path).header("X-DecisionOS-Tenant", Ask.VALUE),
                    theirs.tenant(),
                    "no-such-tenant"))
        .toList();
  }

  @Override
  public List<Ask> views() {
    return List.of();
  }
}

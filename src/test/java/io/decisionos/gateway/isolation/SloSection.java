package io.decisionos.gateway.isolation;

import io.decisionos.gateway.fixture.Await;
import java.time.Duration;
import java.util.List;

/** How SLOs stand. What is counted moves with each request, so no view of it stays. */
final class SloSection implements Section {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public List<Row> rows(Side theirs, Side mine) {
    // From its first counted answer on, a tenant's state is no news.
    Await.until(
        PATIENCE, () -> !mine.get("/slo/status").body().contains("no_data"), () -> "the counts");
    return List.of(
        new Row(
            "GET /slo/status",
            "name as a parameter",
            Ask.of("GET", "/slo/status?of=" + Ask.VALUE),
            theirs.tenant(),
            "no-such-tenant"));
  }

  @Override
  public List<Ask> views() {
    return List.of();
  }
}

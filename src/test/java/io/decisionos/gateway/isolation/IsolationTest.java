package io.decisionos.gateway.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.redis.RealRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The isolation table, row by row, and that no route is missing in it. */
final class IsolationTest {
  @TempDir private Path home;

  @Test
  void aTenantWithTheValuesOfAnotherLearnsAndChangesNothing() throws Exception {
    assertThat(leaks(Map.of())).isEmpty();
  }

  @Test
  void norDoesItWhereBothShareARedis() throws Exception {
    try (var redis = RealRedis.start(Files.createDirectories(home.resolve("redis")))) {
      var variables = Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url());
      assertThat(leaks(variables)).isEmpty();
    }
  }

  private List<String> leaks(Map<String, String> variables) throws Exception {
    try (var table = IsolationTable.open(home, variables)) {
      List<Row> rows = table.rows();
      Map<Ask, Reply> before = table.theirView();
      var leaks = new ArrayList<String>();
      for (Row row : rows) {
        check(row, table, leaks);
        if (!table.theirView().equals(before)) {
          leaks.add(row + " changed what is the other's: " + table.theirView());
        }
      }
      return leaks;
    }
  }

  private static void check(Row row, IsolationTable table, List<String> leaks) {
    String theirs = table.mine().send(row.ask().with(row.theirs())).without(row.theirs());
    String never = table.mine().send(row.ask().with(row.never())).without(row.never());
    if (!theirs.equals(never)) {
      leaks.add(row + " is told from one that never existed: " + theirs + "\nand\n" + never);
    }
    if (theirs.contains(Section.SECRET)) {
      leaks.add(row + " shows what is the other's: " + theirs);
    }
  }

  @Test
  void everyRouteOfTheTenantsListenerHasARow() throws Exception {
    try (var table = IsolationTable.open(home, Map.of())) {
      Set<String> inTable =
          table.rows().stream()
              .map(row -> row.route().replaceFirst("^HEAD ", "GET "))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(inTable).isEqualTo(table.routes().tenants());
    }
  }

  @Test
  void whoNamesTwoTenantsIsToldNothingOfEither() throws Exception {
    try (var table = IsolationTable.open(home, Map.of())) {
      for (String route : table.routes().tenants()) {
        Ask ask = ServedRoutes.ask(route);
        for (Ask twice :
            List.of(
                ask.header("X-DecisionOS-Tenant", Ask.VALUE),
                Ask.of(ask.method(), ask.target() + "?tenant=${value}"))) {
          String theirs = table.mine().send(twice.with("alpha")).without("alpha");
          assertThat(theirs)
              .as(route)
              .isEqualTo(table.mine().send(twice.with("no-such-tenant")).without("no-such-tenant"))
              .doesNotContain(Section.SECRET);
        }
      }
    }
  }

  @Test
  void noRouteOfTheOperatorsExistsForTenants() throws Exception {
    try (var table = IsolationTable.open(home, Map.of())) {
      for (String route : table.routes().operators()) {
        Ask ask = ServedRoutes.ask(route);
        assertThat(table.mine().send(ask))
            .as(route)
            .isEqualTo(table.mine().send(Ask.of(ask.method(), "/never")));
      }
    }
  }

  @Test
  void aTokenOfOneTenantIsWorthNothingForAnotherThatExistsOrDoesNot() throws Exception {
    try (var table = IsolationTable.open(home, Map.of())) {
      Set<String> open = Set.of("GET /healthz", "GET /readyz", "GET /openapi.yaml");
      for (String route : table.routes().tenants()) {
        Reply theirs = asks(table, route, "alpha");
        assertThat(theirs).as(route).isEqualTo(asks(table, route, "no-such-tenant"));
        assertThat(theirs.status()).as(route).isEqualTo(open.contains(route) ? 200 : 403);
      }
    }
  }

  /** Names a tenant in the query, and in the path if that has a place for it. */
  private static Reply asks(IsolationTable table, String route, String tenant) {
    return table.mine().sendAs(tenant, ServedRoutes.ask(route.replace("{tenant}", tenant)));
  }

  @Test
  void aTokenOfATenantOpensNothingOfTheOperators() throws Exception {
    try (var table = IsolationTable.open(home, Map.of())) {
      // The console's files hold no data, and whoever signs in there has no token yet.
      List<String> guarded =
          table.routes().operators().stream()
              .filter(route -> !route.contains(" /console") && !route.equals("GET /"))
              .toList();
      for (String route : guarded) {
        Reply reply = table.mine().sendToOperators(ServedRoutes.ask(route));
        assertThat(reply.status()).as(route).isEqualTo(403);
        assertThat(reply.body()).as(route).contains("auth.scope");
      }
    }
  }
}

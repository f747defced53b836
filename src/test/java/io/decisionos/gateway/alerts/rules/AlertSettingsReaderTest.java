package io.decisionos.gateway.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of alerts, good and broken. */
final class AlertSettingsReaderTest {
  private static final String TWO =
      """
      receivers:
        - {name: a, webhook: {url: "http://127.0.0.1:1/"}}
        - {name: b, slack: {webhook_file: /tmp/x}}
      """;

  @Test
  void whatIsShippedTellsNobodyAndHasEveryRuleOnButTheHeartbeat() throws Exception {
    AlertSettings shipped = Settings.of(Files.readString(Path.of("conf/alerts.yaml")));
    assertThat(shipped).isEqualTo(AlertSettings.NONE);
    assertThat(shipped.rules()).hasSize(23);
    shipped
        .rules()
        .forEach((a, rule) -> assertThat(rule.enabled()).isEqualTo(a != BuiltIn.HEARTBEAT));
    assertThat(shipped.rateLimit().perReceiver()).isEqualTo(20);
    assertThat(shipped.rateLimit().window()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aNameWithAnUnderscoreIsAHostToo() {
    AlertSettings settings =
        Settings.of(
            """
            receivers:
              - {name: a, webhook: {url: "http://my_receiver:9000/a_b?c=d"}}
              - {name: b, alertmanager: {url: "http://stack_alertmanager_1:9093"}}
            route: {receiver: a}
            external_url: "https://my_gateway/"
            """);
    assertThat(settings.receivers()).hasSize(2);
    assertThat(settings.externalUrl()).contains("https://my_gateway");
  }

  @Test
  void aReceiverWithAFaultIsListedAllTheSame() {
    Section root =
        Settings.section(
            "receivers: [{name: a, slack: {webhook_url: x}}]\nroute: {receiver: a, routes: []}");
    AlertSettingsReader.read(root);
    assertThat(root.faults())
        .extracting(Object::toString)
        .isNotEmpty()
        .noneMatch(fault -> fault.contains("route"));
  }

  @Test
  void routesInheritWhatTheyLeaveOut() {
    AlertSettings settings =
        Settings.of(
            TWO
                + """
                route:
                  receiver: a
                  group_wait_ms: 100
                  routes:
                    - match: {tenant: acme}
                      group_by: [severity]
                      routes: [{match: {severity: critical}, receiver: b, repeat_interval_ms: 9}]
                """);
    AlertRoute root = settings.route().orElseThrow();
    assertThat(root.groupBy()).containsExactly("tenant", "alertname");
    assertThat(root.waits().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(root.waits().repeat()).isEqualTo(Duration.ofHours(4));
    AlertRoute deep = settings.decide(Map.of("tenant", "acme", "severity", "critical")).get(0);
    assertThat(deep.path()).isEqualTo("route.routes[0].routes[0]");
    assertThat(deep.receiver()).isEqualTo("b");
    assertThat(deep.groupBy()).containsExactly("severity");
    assertThat(deep.waits())
        .isEqualTo(
            new AlertRoute.Waits(
                Duration.ofMillis(100), Duration.ofMinutes(5), Duration.ofMillis(9)));
    assertThat(settings.decide(Map.of("tenant", "acme", "severity", "info")))
        .extracting(AlertRoute::path)
        .containsExactly("route.routes[0]");
  }

  @Test
  void theFirstRouteThatMatchesDecidesUnlessItGoesOn() {
    AlertSettings settings =
        Settings.of(
            TWO
                + """
                route:
                  receiver: a
                  routes:
                    - {match: {severity: critical}, receiver: b, continue: true}
                    - {match: {tenant: acme}, receiver: a}
                    - {match: {tenant: acme}, receiver: b}
                """);
    assertThat(paths(settings, Map.of("severity", "critical", "tenant", "acme")))
        .containsExactly("route.routes[0]", "route.routes[1]");
    assertThat(paths(settings, Map.of("severity", "critical"))).containsExactly("route.routes[0]");
    assertThat(paths(settings, Map.of("tenant", "acme"))).containsExactly("route.routes[1]");
    assertThat(paths(settings, Map.of())).containsExactly("route");
  }

  private static List<String> paths(AlertSettings settings, Map<String, String> labels) {
    return settings.decide(labels).stream().map(AlertRoute::path).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "receivers: 7",
        "receivers: [7]",
        "receivers: {a: b}",
        "receivers: [{}]\nroute: {receiver: a}",
        "receivers: [{name: a}]\nroute: {receiver: a}",
        "receivers: [{name: a b, webhook: {url: 'http://h/'}}]\nroute: {receiver: a}",
        "receivers: [{name: '', webhook: {url: 'http://h/'}}]\nroute: {receiver: a}",
        "receivers: [{webhook: {url: 'http://h/'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: 'http://h/'}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'ftp://h/'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: h}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://u:p@h/'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://h/#x'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://h:0/'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://h:99999/'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://h/ b'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://h/', more: 1}}]\nroute: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://h/', headers_file: 7}}]\n"
            + "route: {receiver: a}",
        "receivers: [{name: a, slack: {}}]\nroute: {receiver: a}",
        "receivers: [{name: a, slack: {webhook_env: X, webhook_file: y}}]\nroute: {receiver: a}",
        "receivers: [{name: a, slack: {webhook_env: 'a b'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, slack: {url: 'http://h/'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, alertmanager: {}}]\nroute: {receiver: a}",
        "receivers: [{name: a, alertmanager: {url: 'http://h/?a=b'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, alertmanager: {url: 'http://h/'}, slack: {webhook_env: X}}]\n"
            + "route: {receiver: a}",
        "receivers: [{name: a, pager: {url: 'http://h/'}}]\nroute: {receiver: a}",
        "receivers: [{name: a, alertmanager: {url: 'http://h/'}}, {name: a, alertmanager: {url:"
            + " 'http://h/'}}]\n"
            + "route: {receiver: a}",
        "receivers: [{name: a, webhook: {url: 'http://h/'}}]",
        "route: {receiver: a}",
        "route: {}",
        "route: a",
        "rate_limit: {per_receiver: 0}",
        "rate_limit: {window_ms: 0}",
        "rate_limit: {window_ms: many}",
        "rate_limit: {per_second: 1}",
        "rules: {Nothing: {enabled: true}}",
        "rules: {SloBurn: true}",
        "rules: {SloBurn: {enabled: maybe}}",
        "rules: {SloBurn: {severity: page}}",
        "rules: {SloBurn: {threshold: -1}}",
        "rules: {SloBurn: {threshold: .inf}}",
        "rules: {SloBurn: {for: 5m}}",
        "rules: []",
        "external_url: gateway",
        "external_url: 7",
        "external_url: 'http://h/?'",
        "receiver: []",
        "[]"
      })
  void aBrokenFileIsRefusedWithWhatWasFoundAndExpected(String text) {
    Section root = Settings.section(text);
    AlertSettingsReader.read(root);
    assertThat(root.faults()).isNotEmpty();
    assertThat(root.faults().get(0).toString())
        .startsWith("alerts.yaml")
        .contains("found", "expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "receiver: nobody",
        "receiver: a, match: {severity: critical}",
        "receiver: a, continue: true",
        "receiver: a, group_by: [colour]",
        "receiver: a, group_by: [tenant, tenant]",
        "receiver: a, group_by: tenant",
        "receiver: a, group_wait_ms: -1",
        "receiver: a, group_wait_ms: 5s",
        "receiver: a, group_interval_ms: 0",
        "receiver: a, repeat_interval_ms: 0",
        "receiver: a, mute: []",
        "receiver: a, routes: {}",
        "receiver: a, routes: [{receiver: b}]",
        "receiver: a, routes: [{match: {}, receiver: nobody}]",
        "receiver: a, routes: [{match: {colour: red}}]",
        "receiver: a, routes: [{match: {severity: [critical]}}]",
        "receiver: a, routes: [{match: {severity: page}}]",
        "receiver: a, routes: [{match: {alertname: Nothing}}]",
        "receiver: a, routes: [{match: {tenant: x}, continue: perhaps}]",
        "receiver: a, routes: [{match: {tenant: x}, routes: [{match: {tenant: y}, receiver: z}]}]"
      })
  void aBrokenRouteIsRefused(String route) {
    Section root = Settings.section(TWO + "route: {" + route + "}\n");
    AlertSettingsReader.read(root);
    assertThat(root.faults()).isNotEmpty();
    assertThat(root.faults().get(0).line()).isPresent();
  }
}

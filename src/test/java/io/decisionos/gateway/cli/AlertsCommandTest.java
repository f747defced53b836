package io.decisionos.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about alerts. */
final class AlertsCommandTest {
  @TempDir private Path home;

  private Path file(String text) throws IOException {
    return Files.writeString(home.resolve("alerts.yaml"), text);
  }

  private Path routed() throws IOException {
    return file(
        """
        receivers:
          - {name: ops, slack: {webhook_env: NOBODY_SETS_THIS}}
          - {name: acme, webhook: {url: "http://127.0.0.1:1/"}}
        route:
          receiver: ops
          routes:
            - {match: {tenant: acme-corp}, receiver: acme, continue: true}
            - {match: {severity: critical}}
        """);
  }

  @Test
  void whatIsShippedIsWell() {
    CommandLineRun run = CommandLineRun.of("alerts", "check", "conf/alerts.yaml");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("conf/alerts.yaml: well, 0 receiver(s), 0 route(s)\n");
  }

  @Test
  void faultsAreSaidWithTheirLines() throws IOException {
    String path = file("receivers: [{name: a}]\nroute: {receiver: b}\nrulez: {}\n").toString();
    CommandLineRun run = CommandLineRun.of("alerts", "check", path);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(3)
        .allMatch(line -> line.matches(".*alerts\\.yaml:\\d.*found.*expected.*"));
    assertThat(
            CommandLineRun.of("alerts", "route", "--label", "severity=info", "--file", path).code())
        .isEqualTo(1);
    assertThat(CommandLineRun.of("alerts", "check", home.resolve("none").toString()).code())
        .isEqualTo(2);
    assertThat(CommandLineRun.of("alerts", "check", path, path).code()).isEqualTo(2);
  }

  @Test
  void aFileThatAGatewayDoesNotReadIsAFault() throws IOException {
    String path = file("receivers: []\n" + "# and more\n".repeat(25_000)).toString();
    CommandLineRun run = CommandLineRun.of("alerts", "check", path);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("alerts.yaml: found ", "expected at most 262144 bytes");
    assertThat(CommandLineRun.of("alerts", "check", home.toString()).code()).isEqualTo(2);
  }

  @Test
  void aVariableThatIsNotSetIsNoted() throws IOException {
    CommandLineRun run = CommandLineRun.of("alerts", "check", routed().toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("NOBODY_SETS_THIS is not set", "2 receiver(s), 3 route(s)");
  }

  private String routedTo(String... labels) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.add("alerts");
    arguments.add("route");
    arguments.add("--file");
    arguments.add(routed().toString());
    for (String label : labels) {
      arguments.add("--label");
      arguments.add(label);
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.code()).isZero();
    return run.out();
  }

  @Test
  void whoWouldBeToldIsSaidWithTheRoute() throws IOException {
    assertThat(routedTo("severity=info")).isEqualTo("ops: by route (matches every alert)\n");
    assertThat(routedTo("tenant=acme-corp", "severity=critical"))
        .isEqualTo(
            """
            acme: by route.routes[0] (matches tenant=acme-corp)
            ops: by route.routes[1] (matches severity=critical)
            """);
    for (String bad : new String[] {"tenant", "tenant=", "=x", "colour=red"}) {
      CommandLineRun run =
          CommandLineRun.of("alerts", "route", "--file", routed().toString(), "--label", bad);
      assertThat(run.code()).as(bad).isEqualTo(2);
      assertThat(run.err()).contains("--label: found \"" + bad + "\"");
    }
    CommandLineRun nobody =
        CommandLineRun.of(
            "alerts", "route", "--file", "conf/alerts.yaml", "--label", "severity=info");
    assertThat(nobody.out()).startsWith("nobody:");
    assertThat(CommandLineRun.of("alerts", "route").code()).isEqualTo(2);
  }

  @Test
  void labelsMayFollowEachOtherAndAnAlertmanagerThatNoRouteNamesIsSaid() throws IOException {
    String all =
        file("receivers: [{name: keeper, alertmanager: {url: \"http://127.0.0.1:1/\"}}]\n")
            .toString();
    CommandLineRun run =
        CommandLineRun.of(
            "alerts", "route", "--label", "severity=info", "tenant=acme-corp", "--file", all);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("keeper: as no route names it\n");
  }

  @Test
  void aMessageIsShownInEachForm() {
    assertThat(CommandLineRun.of("alerts", "render", "--alert", "SloBurn").out())
        .contains("SloBurn", "tenant=acme-corp", "/console/runbooks/SloBurn");
    for (String form : new String[] {"slack", "webhook"}) {
      var run = CommandLineRun.of("alerts", "render", "--alert", "DiskLow", "--format", form);
      assertThat(run.code()).isZero();
      assertThat(new JsonObject(run.out())).isNotEmpty();
    }
    assertThat(CommandLineRun.of("alerts", "render", "--alert", "Nothing").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("alerts", "render").code()).isEqualTo(2);
    assertThat(
            CommandLineRun.of("alerts", "render", "--alert", "DiskLow", "--format", "fax").code())
        .isEqualTo(2);
  }

  @Test
  void rulesAreYamlWhateverTheirLinksHold() throws Exception {
    CommandLineRun run = CommandLineRun.of("alerts", "rules", "--base", "http://h/it's");
    assertThat(YamlReader.read("rules", run.out().getBytes(UTF_8)).plain().toString())
        .contains("runbook_url=http://h/it's/console/runbooks/SloBurn");
  }

  @Test
  void theRulesInTheDocumentsAreThoseOfTheCode() throws IOException {
    CommandLineRun run = CommandLineRun.of("alerts", "rules");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(Files.readString(Path.of("docs/alerts.rules.yml")));
  }
}

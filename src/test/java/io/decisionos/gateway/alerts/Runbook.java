package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.Shell;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A runbook that is followed at a gateway, each of its commands. */
record Runbook(RunningGateway gateway, String name, Optional<String> bearer) {
  private static final Path FOLDER = Path.of("docs/runbooks");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
  private static final Pattern CURL =
      Pattern.compile("curl -s \"?http://127.0.0.1:(808[01])([^\"\\s]+)\"?");
  private static final String PROGRAM = "./run.sh ";

  Runbook(RunningGateway gateway, String name) {
    this(gateway, name, Optional.empty());
  }

  /** The names of what fires. */
  static Set<String> firing(RunningGateway gateway) {
    return names(gateway.ops("/ops/alerts?state=firing").body());
  }

  static Set<String> names(String alerts) {
    return new JsonObject(alerts)
        .getJsonArray("alerts").stream()
            .map(alert -> ((JsonObject) alert).getJsonObject("labels").getString("alertname"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What it says to look at is there, and so is its page. */
  void follow() throws IOException {
    var page = gateway.ops("/console/runbooks/" + name);
    assertThat(page.statusCode()).as(name).isEqualTo(200);
    assertThat(page.body()).contains("<h1>" + name + "</h1>");
    List<String> commands =
        BLOCK
            .matcher(Files.readString(FOLDER.resolve(name + ".md")))
            .results()
            .flatMap(block -> block.group(1).lines())
            .toList();
    assertThat(commands).as(name).isNotEmpty();
    commands.forEach(this::run);
  }

  private void run(String command) {
    var curl = CURL.matcher(command);
    if (curl.matches()) {
      assertThat(ask(curl.group(1), curl.group(2))).as("%s: %s", name, command).isEqualTo(200);
    } else if (command.startsWith(PROGRAM)) {
      program(command.substring(PROGRAM.length()));
    } else {
      Path home = gateway.conf().getParent();
      Shell.run("bash", "-c", "cd '" + home + "' && " + command);
    }
  }

  private int ask(String port, String target) {
    HttpRequest.Builder request =
        port.equals("8080") ? gateway.request(target) : gateway.opsRequest(target);
    bearer.ifPresent(token -> request.setHeader("Authorization", token));
    return gateway.send(request.build()).statusCode();
  }

  /** It says what is wrong, and ends with 1 for it. */
  private void program(String line) {
    Path folder = line.startsWith("tenants") ? gateway.tenants() : gateway.conf();
    String[] words = Arrays.copyOf(line.split(" ", -1), line.split(" ", -1).length + 1);
    words[words.length - 1] = folder.toString();
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.code()).as("%s: %s", line, run).isBetween(0, 1);
    assertThat(run.out() + run.err()).as(line).isNotBlank();
  }
}

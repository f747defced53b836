package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.alerts.rules.Severity;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.Shell;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A runbook that is followed at a gateway, each of its commands. */
record Runbook(RunningGateway gateway, String name, Optional<String> bearer) {
  static final Path FOLDER = Path.of("docs/runbooks");

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
  private static final Pattern CURL =
      Pattern.compile(
          "curl -s -w '\\\\n' \"?http://127.0.0.1:(808[01])([^\"\\s]+)\"?"
              + "(?: -H 'Content-Type: application/json' -d '([^']*)')?");
  private static final String PROGRAM = "./run.sh ";
  private static final String MEND = "## How to mend";

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

  /** The commands of a part of a runbook's text, those of several lines as one. */
  static List<String> commands(String part) {
    return BLOCK
        .matcher(part)
        .results()
        .flatMap(block -> block.group(1).replaceAll("\\\\\\n +", "").lines())
        .toList();
  }

  private Set<String> firing() {
    return names(listed());
  }

  private String listed() {
    var request = gateway.opsRequest("/ops/alerts?state=firing");
    bearer.ifPresent(token -> request.setHeader("Authorization", token));
    return gateway.send(request.build()).body();
  }

  /** It is as bad as its table says, or worse. */
  private void isBadEnough() {
    Severity least = BuiltIn.of(name).orElseThrow().severity();
    assertThat(new JsonObject(listed()).getJsonArray("alerts"))
        .extracting(alert -> ((JsonObject) alert).getJsonObject("labels"))
        .filteredOn(labels -> labels.getString("alertname").equals(name))
        .extracting(labels -> Severity.words().get(labels.getString("severity")))
        .as(name)
        .allMatch(severity -> severity.compareTo(least) >= 0);
  }

  /** Waits until its alert fires, and looks at what it says to look at. */
  void fires() throws IOException {
    Await.until(PATIENCE, () -> firing().contains(name), () -> name + " in " + firing());
    isBadEnough();
    look();
  }

  /** Waits until its alert fires no more. */
  void over() {
    Await.until(PATIENCE, () -> !firing().contains(name), () -> name + " in " + firing());
  }

  /** What it says to look at is there, and so is its page. */
  void look() throws IOException {
    HttpRequest.Builder request = gateway.opsRequest("/console/runbooks/" + name);
    bearer.ifPresent(token -> request.setHeader("Authorization", token));
    var page = gateway.send(request.build());
    assertThat(page.statusCode()).as(name).isEqualTo(200);
    assertThat(page.body()).contains("<h1>" + name + "</h1>");
    List<String> commands = commands(text().substring(0, text().indexOf(MEND)));
    assertThat(commands).as(name).isNotEmpty();
    commands.forEach(this::run);
  }

  /** Does what it says to do by commands. */
  void mend() throws IOException {
    List<String> commands = commands(text().substring(text().indexOf(MEND)));
    assertThat(commands).as(name).isNotEmpty();
    commands.forEach(this::run);
  }

  private String text() throws IOException {
    return Files.readString(FOLDER.resolve(name + ".md"));
  }

  private Path home() {
    return gateway.conf().getParent();
  }

  private void run(String command) {
    var curl = CURL.matcher(command);
    if (curl.matches()) {
      int status = ask(curl.group(1), curl.group(2), Optional.ofNullable(curl.group(3)));
      boolean unready = curl.group(2).equals("/readyz") && status == 503;
      assertThat(status / 100 == 2 || unready).as("%s: %s: %s", name, command, status).isTrue();
    } else if (command.startsWith(PROGRAM)) {
      program(command.substring(PROGRAM.length()));
    } else {
      Shell.run("bash", "-c", "cd '" + home() + "' && " + command);
    }
  }

  private int ask(String port, String target, Optional<String> body) {
    HttpRequest.Builder request =
        port.equals("8080") ? gateway.request(target) : gateway.opsRequest(target);
    bearer.ifPresent(token -> request.setHeader("Authorization", token));
    body.ifPresent(
        json ->
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    return gateway.send(request.build()).statusCode();
  }

  /** It says something, and ends with 1 if that is that something is wrong. */
  private void program(String line) {
    var words = new ArrayList<String>();
    for (String word : line.split(" ", -1)) {
      boolean isFolder = words.size() > 1 && Files.exists(home().resolve(word));
      words.add(isFolder ? home().resolve(word).toString() : word);
    }
    words.addAll(site(words.get(0) + ' ' + words.get(1)));
    CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
    assertThat(run.code()).as("%s: %s", line, run).isBetween(0, 1);
    assertThat(run.out() + run.err()).as(line).isNotBlank();
  }

  /** What a command takes from its surroundings if it is run beside the gateway. */
  private List<String> site(String command) {
    String conf = gateway.conf().toString();
    String tenants = gateway.tenants().toString();
    String data = home().resolve("var").toString();
    return switch (command) {
      case "tenants validate" -> List.of(tenants);
      case "keys check" -> List.of(conf);
      case "keys generate" -> List.of();
      case "capacity plan" ->
          List.of("--tenants", tenants, "--conf", conf, "--model", data + "/capacity/model.json");
      case "evidence log-accept" -> List.of("--data", data, "--conf", conf);
      default -> List.of("--url", "http://127.0.0.1:" + gateway.opsPort());
    };
  }
}

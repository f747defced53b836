package io.decisionos.gateway.cli;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.config.Overrides;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;

/**
 * Where the gateway of this installation keeps its files and listens, for the defaults of options:
 * as its variables say, else as its {@code gateway.yaml} says; and where {@code alerts.yaml} has
 * links lead. A path there is relative to the installation, as it is for the gateway; one in a
 * variable is the caller's.
 */
final class Places extends ResourceBundle {
  static final String CONF = "decisionos.conf";
  static final String DATA = "decisionos.data";
  static final String TENANTS = "decisionos.tenants";
  static final String EVIDENCE = "decisionos.evidence";
  static final String OPS = "decisionos.ops";

  /** Where links in what is told of alerts lead, without a slash at the end. */
  static final String LINKS = "decisionos.links";

  private static final List<String> ALL = List.of(CONF, DATA, TENANTS, EVIDENCE, OPS, LINKS);
  private static final String HOME = "decisionos.home";

  private final UnaryOperator<String> variables;
  private final Path home;
  private final PrintWriter err;

  /**
   * The places of an installation.
   *
   * @param variables the value of each variable, or null
   * @param home what relative paths in its files are relative to
   * @param err told if one of its files cannot be read and what counts instead
   */
  Places(UnaryOperator<String> variables, Path home, PrintWriter err) {
    this.variables = variables;
    this.home = home;
    this.err = err;
  }

  /** Those of the installation that this program was started from, as its script says. */
  static Places ofThisProgram(PrintWriter err) {
    return new Places(System::getenv, Path.of(System.getProperty(HOME, "")), err);
  }

  /** Likewise, with other directories than the variables say. */
  static Places with(Path conf, Path data, PrintWriter err) {
    Map<String, String> given =
        Map.of("DECISIONOS_CONF", conf.toString(), "DECISIONOS_DATA", data.toString());
    return new Places(
        name -> given.getOrDefault(name, System.getenv(name)),
        Path.of(System.getProperty(HOME, "")),
        err);
  }

  @Override
  protected Object handleGetObject(String key) {
    return switch (key) {
      case CONF -> conf().toString();
      case DATA -> path("data.directory", "DECISIONOS_DATA").orElse(home.resolve("var").toString());
      case TENANTS ->
          path("tenants.directory", "DECISIONOS_TENANTS")
              .orElse(home.resolve("tenants").toString());
      case EVIDENCE -> path("evidence.directory", "").orElse(handleGetObject(DATA) + "/evidence");
      case OPS -> text("ops.host").orElse("127.0.0.1") + ":" + text("ops.port").orElse("8081");
      case LINKS ->
          written(AlertSettings.FILE, "external_url")
              .map(url -> url.replaceFirst("/+$", ""))
              .orElse("http://" + handleGetObject(OPS));
      // What picocli asks for besides, texts for its help, is not here.
      default -> null;
    };
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(ALL);
  }

  private Optional<String> path(String setting, String shortly) {
    return variable(shortly)
        .or(() -> variable(Overrides.variable(setting)))
        .or(() -> written(GatewayFile.NAME, setting).map(path -> home.resolve(path).toString()));
  }

  private Optional<String> text(String setting) {
    return variable(Overrides.variable(setting)).or(() -> written(GatewayFile.NAME, setting));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isEmpty());
  }

  private Path conf() {
    return variable("DECISIONOS_CONF").map(Path::of).orElse(home.resolve("conf"));
  }

  private Optional<String> written(String file, String setting) {
    try {
      return GatewayFile.written(conf().resolve(file), setting).filter(value -> !value.isEmpty());
    } catch (IOException e) {
      err.println(e.getMessage() + ": so the usual " + setting + " is taken");
      return Optional.empty();
    }
  }
}

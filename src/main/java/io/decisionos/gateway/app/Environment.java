package io.decisionos.gateway.app;

import io.decisionos.gateway.config.Overrides;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The environment variables that take precedence over {@code conf/gateway.yaml}: key {@code a.b_c}
 * is {@code DECISIONOS_A_B_C}, and some keys have a short name besides. Thread-safe.
 */
public final class Environment implements Overrides {
  private static final String PREFIX = "DECISIONOS_";
  private static final String CONF = "DECISIONOS_CONF";
  // Read by run.sh and the start script, not by the gateway.
  private static final Set<String> FOREIGN = Set.of(CONF, "DECISIONOS_JAVA_OPTS");
  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "tenants.directory", "DECISIONOS_TENANTS",
          "data.directory", "DECISIONOS_DATA",
          "storage.backend", "DECISIONOS_STORAGE",
          "storage.redis_url", "DECISIONOS_REDIS_URL",
          "storage.redis_url_file", "DECISIONOS_REDIS_URL_FILE",
          "auth.mode", "DECISIONOS_AUTH");

  private final Map<String, String> variables;
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * The directory with the configuration.
   *
   * @throws StartFailure if the variable for it holds nothing
   */
  public Path confDirectory() {
    String directory = variables.getOrDefault(CONF, "conf");
    if (directory.isBlank()) {
      throw new StartFailure(CONF + ": found \"" + directory + "\", expected a directory");
    }
    return Path.of(directory);
  }

  @Override
  public Optional<Value> at(String path) {
    Optional<Value> shortly = value(SHORT_NAMES.get(path));
    return shortly.isPresent() ? shortly : value(Overrides.variable(path));
  }

  /** A variable that holds a key. */
  Optional<String> secret(String name) {
    used.add(name);
    return Optional.ofNullable(variables.get(name));
  }

  private Optional<Value> value(String name) {
    if (name == null) {
      return Optional.empty();
    }
    used.add(name);
    return Optional.ofNullable(variables.get(name)).map(text -> new Value(name, text));
  }

  /** Variables that look like ours and that no key read: perhaps misspelt. */
  Set<String> unread() {
    var unread = new TreeSet<String>();
    variables.keySet().stream().filter(name -> name.startsWith(PREFIX)).forEach(unread::add);
    unread.removeAll(used);
    unread.removeAll(FOREIGN);
    return unread;
  }
}

package io.decisionos.gateway.load.scenario;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a scenario comes from, and what it may refer to. Immutable.
 *
 * @param name what it is called if it does not say
 * @param directory where the files of its feeds lie
 * @param environment what {@code ${ENV.NAME}} stands for
 */
public record Source(String name, Path directory, Map<String, String> environment) {

  public Source {
    environment = Map.copyOf(environment);
  }

  /** A scenario that refers to nothing outside. */
  public static Source none() {
    return new Source("scenario", Path.of(""), Map.of());
  }

  /** A scenario's file in this process's environment. */
  public static Source of(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
    return new Source(name, directory, System.getenv());
  }
}

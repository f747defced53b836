package io.decisionos.gateway.load.scenario;

/**
 * One thing that is wrong with a scenario: where, what was found, what was expected. Immutable.
 *
 * @param path the place in the document, as in {@code $.phases[1].rate}
 */
public record Fault(String path, String found, String expected) {

  @Override
  public String toString() {
    return path + ": found " + found + ", expected " + expected;
  }
}

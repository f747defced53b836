package io.decisionos.gateway.keys;

/**
 * Where the material of a key is.
 *
 * @param name of the file, variable or parameter
 */
public record MaterialPlace(Source source, String name) {
  @Override
  public String toString() {
    return source.word() + ":" + name;
  }
}

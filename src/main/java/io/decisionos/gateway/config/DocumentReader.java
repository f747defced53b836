package io.decisionos.gateway.config;

/**
 * Makes a value of a file. All methods always answer: what is wrong with the file is part of the
 * value.
 */
public interface DocumentReader<T> {
  /** Tells whether a file of this name concerns us at all. */
  boolean accepts(String name);

  T read(String name, byte[] content);

  /** The value of a file whose bytes cannot be had. */
  T unreadable(String name, Fault fault);

  /** The value of a file that is too large to be read whole; its beginning may tell something. */
  default T tooLarge(String name, byte[] beginning, Fault fault) {
    return unreadable(name, fault);
  }
}

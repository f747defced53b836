package io.decisionos.gateway.storage;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One address of a Redis, read in full. User and password are never shown.
 *
 * @param place where it listens
 * @param secure whether TLS is spoken
 * @param database what is selected, if one is named
 */
public record RedisAddress(
    Place place,
    boolean secure,
    Optional<String> user,
    Optional<String> password,
    OptionalInt database) {

  /** Another one that is spoken to in the same way. */
  public RedisAddress at(String host, int port) {
    return new RedisAddress(Place.of(host, port), secure, user, password, database);
  }

  /**
   * Where a Redis listens: at a port of a host, or at a socket of this machine.
   *
   * @param host a name, or a literal without brackets; empty for a socket
   * @param path of the socket; empty for a host
   */
  public record Place(String host, int port, String path) {
    static Place of(String host, int port) {
      return new Place(host, port, "");
    }

    static Place socket(String path) {
      return new Place("", 0, path);
    }

    public boolean isSocket() {
      return !path.isEmpty();
    }

    @Override
    public String toString() {
      if (isSocket()) {
        return path;
      }
      return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
  }

  /** What is no address, in words that tell no secret. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String found) {
      super(found, null, false, false);
    }
  }

  /** For operators: where it is, and nothing else. */
  @Override
  public String toString() {
    return place.toString();
  }
}

package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** An address in the form that the client reads: without user and password, those go beside it. */
final class RedisUrl {
  private RedisUrl() {}

  /**
   * The address with its host under another name.
   *
   * @param host a name or a literal without brackets
   */
  static String of(RedisAddress address, String host) {
    RedisAddress.Place place = address.place();
    String query = address.database().isPresent() ? "db=" + address.database().getAsInt() : null;
    try {
      return place.isSocket()
          ? new URI("unix", "", place.path(), query, null).toString()
          : (address.secure() ? "rediss" : "redis")
              + "://"
              + (host.indexOf(':') < 0 ? host : '[' + host + ']')
              + ':'
              + place.port()
              + (query == null ? "" : "?" + query);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("an address that was read is none", e);
    }
  }

  /** Tells whether Java's syntax has such a host: it knows none with an underscore. */
  static boolean isReadable(String url) {
    try {
      return new URI(url).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

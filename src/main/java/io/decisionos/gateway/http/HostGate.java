package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets in only requests for hosts that are ours, so that no web page reaches a listener by a name
 * that it rebound to our address. Pure.
 */
final class HostGate {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(/.*)?");
  private static final Problem MISDIRECTED =
      Problem.of(
          ProblemType.REQUEST_MISDIRECTED,
          "This listener does not serve that host. Use a loopback name, or have the operator add"
              + " the host to the listener's hosts.");

  private HostGate() {}

  /**
   * Fails for a request that may not pass. What balancers probe may also be asked for by the
   * address on which the connection arrived, as no name can be rebound to one, and by HTTP/1.0
   * without saying for whom it is.
   *
   * @param hosts the names that the settings add, with or without a port, in lower case
   * @throws ProblemException if the request is not for us, or does not say for whom it is
   */
  static void check(HttpServerRequest request, Set<String> hosts) {
    List<String> named = request.headers().getAll(HttpHeaders.HOST);
    String target = request.uri();
    if (named.isEmpty() && isOld(request) && isProbe(request)) {
      return;
    }
    if (named.size() != 1 || named.get(0).isBlank()) {
      throw invalid("Send exactly one Host header.");
    }
    require(named.get(0), request, hosts);
    if (!target.startsWith("/")) {
      require(targetAuthority(target), request, hosts);
    }
  }

  private static void require(String authority, HttpServerRequest request, Set<String> hosts) {
    if (!allows(authority, hosts) && !(isProbe(request) && isOwnAddress(authority, request))) {
      throw MISDIRECTED.asException();
    }
  }

  private static boolean isOld(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_0 && request.uri().startsWith("/");
  }

  /** What says whether we are well; the metrics for whoever shows a token. */
  private static boolean isProbe(HttpServerRequest request) {
    return switch (String.valueOf(request.path())) {
      case "/healthz", "/readyz" -> true;
      case "/metrics" -> request.headers().contains(HttpHeaders.AUTHORIZATION);
      default -> false;
    };
  }

  private static boolean isOwnAddress(String authority, HttpServerRequest request) {
    byte[] asked = NetUtil.createByteArrayFromIpAddressString(withoutPort(authority));
    SocketAddress own = request.connection().localAddress();
    return asked != null
        && own != null
        && own.hostAddress() != null
        && Arrays.equals(asked, NetUtil.createByteArrayFromIpAddressString(own.hostAddress()));
  }

  private static ProblemException invalid(String detail) {
    return Problem.of(ProblemType.REQUEST_INVALID, detail).asException();
  }

  /** The authority of a target in absolute form, which takes precedence over the Host header. */
  private static String targetAuthority(String target) {
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      throw invalid("Send a request target that begins with a slash.");
    }
    return absolute.group(1);
  }

  private static boolean allows(String authority, Set<String> hosts) {
    // The usual case, before any work on the letters.
    if (isLoopback(authority)) {
      return true;
    }
    String lower = withoutPort(authority).toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(lower)
        || hosts.contains(lower)
        || hosts.contains(authority.toLowerCase(Locale.ROOT));
  }

  private static boolean isLoopback(String authority) {
    int length = lengthWithoutPort(authority);
    for (String name : LOOPBACK) {
      if (name.length() == length && authority.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  private static String withoutPort(String authority) {
    return authority.substring(0, lengthWithoutPort(authority));
  }

  /** Up to a colon that only digits follow; the colons of an IPv6 address stay. */
  private static int lengthWithoutPort(String authority) {
    int colon = authority.length() - 1;
    while (colon >= 0 && Character.isDigit(authority.charAt(colon))) {
      colon--;
    }
    return colon > 0 && authority.charAt(colon) == ':' ? colon : authority.length();
  }
}

package io.decisionos.gateway.http;

import io.netty.util.NetUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Host} field can hold, and so what is worth listing. Pure. */
final class HostForm {
  /** What to write, for whoever wrote something else. */
  static final String EXPECTED =
      "a name such as gateway.example, an IPv4 address or an IPv6 address in brackets, each with or"
          + " without a port; patterns and URLs match no Host, so list each name";

  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>[A-Za-z0-9._~-]{1,253}|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");
  private static final int MOST_PORT = 65_535;

  private HostForm() {}

  /** Whether any {@code Host} that a client sends can equal this. */
  static boolean canMatch(String text) {
    Matcher authority = AUTHORITY.matcher(text);
    if (!authority.matches()) {
      return false;
    }
    String host = authority.group("host");
    String port = authority.group("port");
    boolean isAddress = host.startsWith("[");
    return (!isAddress || NetUtil.isValidIpV6Address(host.substring(1, host.length() - 1)))
        && (port == null || Integer.parseInt(port) <= MOST_PORT);
  }

  /** Whether it stands for this machine, with or without a port. */
  static boolean isLoopback(String text) {
    Matcher authority = AUTHORITY.matcher(text);
    return authority.matches() && LOOPBACK.matcher(authority.group("host")).matches();
  }
}

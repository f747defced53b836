package io.decisionos.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.storage.RedisAddress.Place;
import io.decisionos.gateway.storage.RedisAddress.Refused;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an address of a Redis, every part of it, so that one that is taken can be used later, too.
 * What stands unescaped in a user or password means itself, a plus included; only {@code / ? # ,}
 * and {@code %} must be percent-encoded there. Pure.
 */
final class RedisAddressText {
  /** The form, for whoever has to mend a text. */
  static final String FORM =
      "redis[s]://[[user]:password@]host[:port][/database] or"
          + " unix://[[user]:password@]/path[?db=database], with / ? # , and % in a password"
          + " percent-encoded";

  private static final Pattern PARTS =
      Pattern.compile("(rediss?|unix)://([^/?#]*)(/[^?#]*)?(?:\\?([^#]*))?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:(?<credentials>.*)@)?(?<host>\\[[^\\]]*\\]|[^:@]*)(?::(?<port>.*))?");
  private static final Pattern LABELS =
      Pattern.compile("(?:\\w(?:[\\w-]{0,61}\\w)?)(?:\\.\\w(?:[\\w-]{0,61}\\w)?)*\\.?");
  private static final Pattern ENDS_AS_A_NUMBER = Pattern.compile("(?:.*\\.)?\\d+\\.?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");
  private static final int DEFAULT_PORT = 6379;
  private static final int MOST_PORT = 65_535;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_SOCKET = 100;

  private RedisAddressText() {}

  static RedisAddress read(String text) throws Refused {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new Refused("a line break or another control character");
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new Refused(text.isEmpty() ? "nothing" : "another text");
    }
    Map<String, String> query = query(parts.group(4));
    Matcher authority = authority(parts.group(2));
    String path = Optional.ofNullable(parts.group(3)).orElse("");
    boolean isSocket = parts.group(1).equals("unix");
    boolean secure = parts.group(1).equals("rediss");
    Place place = isSocket ? socket(authority, path) : host(authority, secure);
    OptionalInt database = database(isSocket ? "" : path, query.remove("db"));
    String credentials = authority.group("credentials");
    Optional<String> user = user(credentials, query.remove("user"));
    Optional<String> password = password(credentials, query.remove("password"));
    if (!query.isEmpty()) {
      throw new Refused("a parameter other than db, user and password");
    } else if (user.isPresent() && password.isEmpty()) {
      throw new Refused("a user without a password");
    }
    return new RedisAddress(place, secure, user, password, database);
  }

  private static Matcher authority(String text) throws Refused {
    Matcher authority = AUTHORITY.matcher(text);
    if (!authority.matches()) {
      throw new Refused("no host");
    }
    return authority;
  }

  private static Place socket(Matcher authority, String path) throws Refused {
    String decoded = decoded(path);
    if (!authority.group("host").isEmpty() || authority.group("port") != null) {
      throw new Refused("a host before the path of a socket");
    } else if (decoded.length() < 2 || decoded.getBytes(UTF_8).length > LONGEST_SOCKET) {
      throw new Refused("no path of a socket, or one of more than 100 bytes");
    }
    return Place.socket(decoded);
  }

  private static Place host(Matcher authority, boolean secure) throws Refused {
    String host = authority.group("host");
    if (host.startsWith("[")) {
      return Place.of(literal(host.substring(1, host.length() - 1)), port(authority));
    } else if (!LABELS.matcher(host).matches() || host.length() > LONGEST_NAME) {
      throw new Refused(host.isEmpty() ? "no host" : "a host that is neither name nor address");
    } else if (ENDS_AS_A_NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      throw new Refused("a host that is neither name nor address");
    } else if (secure && host.indexOf('_') >= 0) {
      throw new Refused("a host with _, which no certificate can be for");
    }
    return Place.of(host, port(authority));
  }

  private static String literal(String text) throws Refused {
    try {
      // What has a colon is never looked up.
      if (IPV6.matcher(text).matches() && InetAddress.getByName(text) != null) {
        return text;
      }
    } catch (UnknownHostException e) {
      throw new Refused("brackets around what is no address of IPv6");
    }
    throw new Refused("brackets around what is no address of IPv6");
  }

  private static int port(Matcher authority) throws Refused {
    String text = authority.group("port");
    int port =
        text == null ? DEFAULT_PORT : DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MOST_PORT) {
      throw new Refused("a port that is no number from 1 to 65535");
    }
    return port;
  }

  private static OptionalInt database(String path, String parameter) throws Refused {
    String inPath = path.length() < 2 ? null : path.substring(1);
    if (inPath != null && parameter != null) {
      throw new Refused("two databases");
    }
    String text = inPath == null ? parameter : inPath;
    if (text != null && !DIGITS.matcher(text).matches()) {
      throw new Refused("a database that is no number");
    }
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  private static Optional<String> user(String credentials, String parameter) throws Refused {
    String user = credentials == null ? "" : decoded(credentials.split(":", 2)[0]);
    if (!user.isEmpty() && parameter != null) {
      throw new Refused("two users");
    }
    return Optional.ofNullable(user.isEmpty() ? parameter : user);
  }

  private static Optional<String> password(String credentials, String parameter) throws Refused {
    boolean given = credentials != null && credentials.indexOf(':') >= 0;
    if (given && parameter != null) {
      throw new Refused("two passwords");
    }
    return given
        ? Optional.of(decoded(credentials.split(":", 2)[1]))
        : Optional.ofNullable(parameter);
  }

  private static Map<String, String> query(String text) throws Refused {
    var query = new HashMap<String, String>();
    if (text == null || text.isEmpty()) {
      return query;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1
          || query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1))) != null) {
        throw new Refused("a parameter without a value, or twice");
      }
    }
    return query;
  }

  /** Percent-decodes; a plus is a plus. */
  private static String decoded(String text) throws Refused {
    var bytes = new ByteArrayOutputStream();
    byte[] raw = text.getBytes(UTF_8);
    for (int i = 0; i < raw.length; i++) {
      bytes.write(raw[i] == '%' ? escaped(raw, i) : raw[i]);
      i += raw[i] == '%' ? 2 : 0;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new Refused("an escape that is no UTF-8");
    }
  }

  private static int escaped(byte[] raw, int at) throws Refused {
    int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
    int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw new Refused("a % that begins no escape");
    }
    return 16 * high + low;
  }
}

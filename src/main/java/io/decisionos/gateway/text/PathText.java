package io.decisionos.gateway.text;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Spells file names as text and back, whatever bytes they are made of and whatever the locale of
 * the process. A byte that is not UTF-8 becomes {@code U+FFFD} and its number in braces, so that no
 * two names are spelled alike. Stateless.
 */
public final class PathText {
  private static final char MARK = '\ufffd';
  private static final Pattern MARKED_BYTE = Pattern.compile(MARK + "\\{([0-9a-f]{2})}");

  private PathText() {}

  /** The text of the last part of a path. */
  public static String ofName(Path file) {
    String name = file.getFileName().toString();
    return isPlain(name) ? name : spell(rawName(file));
  }

  /** The file that a text names below a root. */
  public static Path resolve(Path root, String text) {
    if (isPlain(text)) {
      return root.resolve(text);
    }
    String base = root.toUri().toString();
    return Path.of(URI.create(base + (base.endsWith("/") ? "" : "/") + percentEncoded(text)));
  }

  /** Tells that no locale spells it otherwise: a question mark may stand for an unknown byte. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || c == 0 || c == '?') {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a name, which only the path's URI tells. */
  private static byte[] rawName(Path file) {
    String uri = file.toUri().getRawPath();
    String path = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    var bytes = new ByteArrayOutputStream();
    for (int at = path.lastIndexOf('/') + 1; at < path.length(); at++) {
      boolean escaped = path.charAt(at) == '%';
      bytes.write(escaped ? HexFormat.fromHexDigits(path, at + 1, at + 3) : path.charAt(at));
      at += escaped ? 2 : 0;
    }
    return bytes.toByteArray();
  }

  private static String spell(byte[] name) {
    var text = new StringBuilder();
    int at = 0;
    while (at < name.length) {
      int length = name[at] >= 0 ? 1 : Utf8.lengthAt(name, at, name.length);
      boolean spelledAsBytes = length == 0 || Utf8.codePointAt(name, at) == MARK;
      text.append(
          spelledAsBytes
              ? marked(name[at] & 0xff)
              : new String(name, at, length, StandardCharsets.UTF_8));
      at += spelledAsBytes ? 1 : length;
    }
    return text.toString();
  }

  private static String marked(int value) {
    return MARK + "{" + HexFormat.of().toHexDigits((byte) value) + "}";
  }

  private static String percentEncoded(String text) {
    var encoded = new StringBuilder();
    var marks = MARKED_BYTE.matcher(text);
    int from = 0;
    while (marks.find()) {
      percentEncode(text.substring(from, marks.start()), encoded);
      encoded.append('%').append(marks.group(1));
      from = marks.end();
    }
    percentEncode(text.substring(from), encoded);
    return encoded.toString();
  }

  private static void percentEncode(String text, StringBuilder out) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '/') {
        out.append('/');
      } else {
        out.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
  }
}

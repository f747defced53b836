package io.decisionos.gateway.storage.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The protocol of Redis as far as a server of ours needs it. */
final class Resp {
  private Resp() {}

  /** One request: its words as text, and its bytes as they came. */
  record Request(List<String> words, Buffer raw) {}

  /** Reads one request; null at the end. */
  static Request request(InputStream in) throws IOException {
    var raw = new ByteArrayOutputStream();
    int first = in.read();
    if (first < 0) {
      return null;
    }
    raw.write(first);
    int count = Integer.parseInt(line(in, raw));
    var words = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      raw.write(in.read());
      byte[] word = exactly(in, raw, Integer.parseInt(line(in, raw)));
      words.add(new String(word, ISO_8859_1));
      exactly(in, raw, 2);
    }
    return new Request(words, Buffer.buffer(raw.toByteArray()));
  }

  /** Reads one answer, however deep, as it comes. */
  static byte[] answer(InputStream in) throws IOException {
    var raw = new ByteArrayOutputStream();
    copy(in, raw);
    return raw.toByteArray();
  }

  private static void copy(InputStream in, ByteArrayOutputStream raw) throws IOException {
    int type = in.read();
    if (type < 0) {
      throw new EOFException();
    }
    raw.write(type);
    String head = line(in, raw);
    switch (type) {
      case '$', '=', '!' -> {
        if (Integer.parseInt(head) >= 0) {
          exactly(in, raw, Integer.parseInt(head) + 2);
        }
      }
      case '*', '~', '>', '%', '|' -> {
        int items = Integer.parseInt(head) * (type == '%' || type == '|' ? 2 : 1);
        for (int i = 0; i < items; i++) {
          copy(in, raw);
        }
      }
      default -> {
        // The line was all of it.
      }
    }
  }

  private static String line(InputStream in, ByteArrayOutputStream raw) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      raw.write(c);
      if (c != '\r') {
        line.append((char) c);
      }
    }
    raw.write('\n');
    return line.toString();
  }

  private static byte[] exactly(InputStream in, ByteArrayOutputStream raw, int length)
      throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    raw.write(bytes);
    return bytes;
  }

  /** A list of texts. */
  static String list(List<String> items) {
    var out = new StringBuilder("*" + items.size() + "\r\n");
    items.forEach(
        item ->
            out.append('$')
                .append(item.getBytes(UTF_8).length)
                .append("\r\n")
                .append(item)
                .append("\r\n"));
    return out.toString();
  }
}

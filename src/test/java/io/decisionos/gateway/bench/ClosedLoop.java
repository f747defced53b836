package io.decisionos.gateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Sends one request over several connections, each as soon as its answer is there: enough to keep
 * one server core busy from one core. Answers must all have the length of the first. It never
 * sleeps, as to wake whoever sleeps is work of whoever sends: a server that leaves more time
 * between its answers would have more of it.
 */
final class ClosedLoop {
  private static final int CONNECTIONS = 32;
  private static final long LAST_NANOS = 200_000_000;
  private static final String LENGTH = "content-length: ";

  private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 16);
  private final InetSocketAddress server;
  private final Supplier<List<byte[]>> source;
  private final int answerLength;
  private List<byte[]> requests;
  private long answers;
  private int owed;
  private boolean again;

  /** What one connection has sent last, and so many bytes of its answer that have come. */
  private static final class Sent {
    private int turn;
    private int pending;
  }

  ClosedLoop(int port, String target) throws IOException {
    this(port, target, "");
  }

  /**
   * A load that sends more.
   *
   * @param fields further header fields, each with its line end
   */
  ClosedLoop(int port, String target, String fields) throws IOException {
    this(port, target, () -> fields);
  }

  /**
   * A load whose requests are the same for one run alone.
   *
   * @param fields further header fields of each run, each with its line end
   */
  ClosedLoop(int port, String target, Supplier<String> fields) throws IOException {
    this(port, List.of(target), any -> fields.get());
  }

  /**
   * A load that asks for each of its targets in turn, on each connection.
   *
   * @param fields further header fields of a target in each run, each with its line end
   */
  ClosedLoop(int port, List<String> targets, UnaryOperator<String> fields) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    source = () -> targets.stream().map(target -> head(target, fields.apply(target))).toList();
    requests = source.get();
    try (SocketChannel channel = SocketChannel.open(server)) {
      answerLength = firstAnswer(channel);
    }
  }

  private static byte[] head(String target, String fields) {
    return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  int port() {
    return server.getPort();
  }

  private int firstAnswer(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(requests.get(0)));
    var text = new StringBuilder();
    while (true) {
      received.clear();
      channel.read(received);
      text.append(StandardCharsets.US_ASCII.decode(received.flip()));
      int head = text.indexOf("\r\n\r\n");
      if (head > 0) {
        requireSuccess(text);
        int at = text.toString().toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
        int body = Integer.parseInt(text.substring(at, text.indexOf("\r\n", at)));
        if (text.length() >= head + 4 + body) {
          return text.length();
        }
      }
    }
  }

  private static void requireSuccess(CharSequence answer) {
    if (!answer.toString().startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException(answer.toString());
    }
  }

  /**
   * Runs for so long and returns the number of answers. The connections are this run's own: between
   * two runs they would be silent for longer than a server bears.
   */
  long run(long nanos) throws IOException {
    var channels = new ArrayList<SocketChannel>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        channels.add(connect(selector));
      }
      return run(selector, channels, nanos);
    } finally {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }

  private SocketChannel connect(Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Sent());
    return channel;
  }

  private long run(Selector selector, List<SocketChannel> channels, long nanos) throws IOException {
    answers = 0;
    again = true;
    requests = source.get();
    for (SocketChannel channel : channels) {
      channel.write(ByteBuffer.wrap(requests.get(0)));
    }
    owed = channels.size();
    for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
      selector.selectNow(this::readable);
    }
    // What is on its way is waited for, or its work would fall into another's turn.
    again = false;
    for (long end = System.nanoTime() + LAST_NANOS; owed > 0 && System.nanoTime() < end; ) {
      selector.selectNow(this::readable);
    }
    return answers;
  }

  private void readable(SelectionKey key) {
    try {
      var channel = (SocketChannel) key.channel();
      var sent = (Sent) key.attachment();
      received.clear();
      int count = channel.read(received);
      if (count < 0) {
        throw new IOException("the server closed a connection");
      }
      sent.pending += count;
      if (sent.pending >= answerLength) {
        sent.pending -= answerLength;
        answers++;
        if (again) {
          sent.turn = (sent.turn + 1) % requests.size();
          channel.write(ByteBuffer.wrap(requests.get(sent.turn)));
        } else {
          owed--;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

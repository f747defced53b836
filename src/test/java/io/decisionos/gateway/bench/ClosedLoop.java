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

/**
 * Sends one fixed request over several connections, each as soon as its answer is there: enough to
 * keep one server core busy from one core. Answers must all have the length of the first.
 */
final class ClosedLoop implements AutoCloseable {
  private static final int CONNECTIONS = 32;
  private static final String LENGTH = "content-length: ";

  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 16);
  private final byte[] request;
  private final int answerLength;
  private final List<SocketChannel> channels = new ArrayList<>();

  ClosedLoop(int port, String target) throws IOException {
    this(port, target, "");
  }

  /**
   * A load that sends more.
   *
   * @param fields further header fields, each with its line end
   */
  ClosedLoop(int port, String target, String fields) throws IOException {
    request =
        ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    selector = Selector.open();
    for (int i = 0; i < CONNECTIONS; i++) {
      var channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channels.add(channel);
    }
    answerLength = firstAnswer(channels.get(0));
    for (SocketChannel channel : channels) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new int[1]);
    }
  }

  private int firstAnswer(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(request));
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

  /** Runs for so long and returns the number of answers. */
  long run(long nanos) throws IOException {
    for (SocketChannel channel : channels) {
      channel.write(ByteBuffer.wrap(request));
    }
    long end = System.nanoTime() + nanos;
    long[] answers = new long[1];
    while (System.nanoTime() < end) {
      selector.select(key -> readable(key, answers, true), 100);
    }
    drain(answers);
    return answers[0];
  }

  /** Lets what is on its way arrive, so that the next run begins afresh. */
  private void drain(long[] answers) throws IOException {
    long patience = System.nanoTime() + 200_000_000L;
    while (System.nanoTime() < patience) {
      selector.select(key -> readable(key, answers, false), 20);
    }
  }

  private void readable(SelectionKey key, long[] answers, boolean again) {
    try {
      var channel = (SocketChannel) key.channel();
      int[] pending = (int[]) key.attachment();
      received.clear();
      pending[0] += channel.read(received);
      if (pending[0] >= answerLength) {
        pending[0] -= answerLength;
        answers[0]++;
        if (again) {
          channel.write(ByteBuffer.wrap(request));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}

package io.decisionos.gateway.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Writes over several connections, each again as soon as its answer is there. A write that is
 * refused fails the run.
 */
final class WriteLoop implements AutoCloseable {
  private final Selector selector = Selector.open();
  private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 16);
  private final List<Client> clients = new ArrayList<>();
  private final Histogram waits = new Histogram(3);
  private final Writes writes;
  private long answers;
  private boolean running;

  private static final class Client {
    private final SocketChannel channel;
    private final int number;
    private final StringBuilder text = new StringBuilder();
    private long sent;

    private Client(SocketChannel channel, int number) {
      this.channel = channel;
      this.number = number;
    }
  }

  WriteLoop(int port, int connections, Writes writes) throws IOException {
    this.writes = writes;
    for (int i = 0; i < connections; i++) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      SocketChannel channel = SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var client = new Client(channel, i);
      channel.register(selector, SelectionKey.OP_READ, client);
      clients.add(client);
    }
  }

  /** Runs for so long and returns the number of writes. */
  long run(long nanos) throws IOException {
    answers = 0;
    waits.reset();
    running = true;
    for (Client client : clients) {
      send(client, "");
    }
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      selector.selectNow(this::readable);
    }
    running = false;
    long counted = answers;
    // Lets what is on its way arrive, so that the next run begins afresh.
    while (selector.select(this::readable, 200) > 0) {
      answers = 0;
    }
    return counted;
  }

  /** How long so many percent of the last run's writes took at most, in milliseconds. */
  double millis(double percent) {
    return waits.getValueAtPercentile(percent) / 1e3;
  }

  private void send(Client client, String head) throws IOException {
    client.sent = System.nanoTime();
    String request = writes.next(client.number, head);
    client.channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
  }

  private void readable(SelectionKey key) {
    try {
      var client = (Client) key.attachment();
      received.clear();
      client.channel.read(received);
      client.text.append(ISO_8859_1.decode(received.flip()));
      int head = client.text.indexOf("\r\n\r\n");
      // The answer's body ends with the only closing brace.
      if (head > 0 && client.text.charAt(client.text.length() - 1) == '}') {
        answered(client, client.text.substring(0, head + 2));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answered(Client client, String head) throws IOException {
    if (!head.startsWith("HTTP/1.1 20")) {
      throw new IllegalStateException(client.text.toString());
    }
    client.text.setLength(0);
    answers++;
    waits.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - client.sent));
    if (running) {
      send(client, head);
    }
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }
}

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
import java.util.Locale;

/**
 * Compares and sets over several connections, each an entry of its own with the tag of its last
 * answer, and again as soon as the answer is there. A write that is refused fails the run.
 */
final class CasLoop implements AutoCloseable {
  private static final String ETAG = "\r\netag: ";

  private final Selector selector = Selector.open();
  private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 16);
  private final List<Client> clients = new ArrayList<>();
  private final String body;
  private long answers;
  private boolean running;

  private record Client(SocketChannel channel, int number, StringBuilder text) {}

  CasLoop(int port, int connections, int bodyBytes) throws IOException {
    body = '"' + "x".repeat(bodyBytes - 2) + '"';
    for (int i = 0; i < connections; i++) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      SocketChannel channel = SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var client = new Client(channel, i, new StringBuilder());
      channel.register(selector, SelectionKey.OP_READ, client);
      clients.add(client);
    }
  }

  /** Runs for so long and returns the number of writes. */
  long run(long nanos) throws IOException {
    answers = 0;
    running = true;
    for (Client client : clients) {
      send(client, "");
    }
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      selector.select(this::readable, 100);
    }
    running = false;
    long counted = answers;
    // Lets what is on its way arrive, so that the next run begins afresh.
    while (selector.select(this::readable, 200) > 0) {
      answers = 0;
    }
    return counted;
  }

  private void send(Client client, String condition) throws IOException {
    String request =
        "PUT /etags/bench-%d?tenant=acme-corp&ttl_ms=86400000 HTTP/1.1\r\nHost: localhost\r\n%s"
                .formatted(client.number(), condition)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body);
    client.channel().write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
  }

  private void readable(SelectionKey key) {
    try {
      var client = (Client) key.attachment();
      received.clear();
      client.channel().read(received);
      client.text().append(ISO_8859_1.decode(received.flip()));
      int head = client.text().indexOf("\r\n\r\n");
      // The answer's body ends with the only closing brace.
      if (head > 0 && client.text().charAt(client.text().length() - 1) == '}') {
        answered(client, client.text().substring(0, head + 2));
        client.text().setLength(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answered(Client client, String head) throws IOException {
    if (!head.startsWith("HTTP/1.1 20")) {
      throw new IllegalStateException(client.text().toString());
    }
    answers++;
    if (running) {
      int at = head.toLowerCase(Locale.ROOT).indexOf(ETAG) + ETAG.length();
      send(client, "If-Match: " + head.substring(at, head.indexOf("\r\n", at)) + "\r\n");
    }
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel().close();
    }
    selector.close();
  }
}

package io.decisionos.gateway.hostile;

import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** The connections of an attack, all from an address of its own. Thread-safe. */
final class Grip implements AutoCloseable {
  private static final int PATIENCE_MS = 2_000;
  private static final int SMALL = 4096;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final String FROM = "127.0.0.2";

  private final int port;
  private final Queue<SocketChannel> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final LongAdder answered = new LongAdder();

  Grip(int port) {
    this.port = port;
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(FROM), 0);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** Asks on a connection of its own, and takes the answer. */
  void ask(String request) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      RawHttp.read(socket.getInputStream());
      answered.increment();
    }
  }

  /** Asks for many things on one connection, and takes what comes until it is closed. */
  void askAll(String requests) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] taken = new byte[1 << 14];
      while (in.read(taken) >= 0) {
        answered.increment();
      }
    }
  }

  /**
   * Opens a connection that stays, unless so many do already, and sends as much on it as is taken
   * at once; nothing is ever read.
   */
  void hold(int most, String sent) throws IOException {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      push(sent);
      return;
    }
    try {
      SocketChannel channel = connected();
      held.add(channel);
      channel.write(bytes(sent));
    } catch (IOException e) {
      count.decrementAndGet();
      throw e;
    }
  }

  private SocketChannel connected() throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
      channel.bind(new InetSocketAddress(FROM, 0));
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends more on the connection that was used longest ago; one that is closed is let go of. */
  private void push(String sent) throws IOException {
    SocketChannel channel = held.poll();
    if (channel == null) {
      return;
    }
    try {
      int taken = channel.write(bytes(sent));
      held.add(channel);
      if (taken == 0) {
        // Trying harder would take the machine's time and nothing of the gateway's.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      channel.close();
      count.decrementAndGet();
      throw e;
    }
  }

  private static ByteBuffer bytes(String sent) {
    return ByteBuffer.wrap(sent.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** How many answers were taken so far, or parts of them. */
  long answered() {
    return answered.sum();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel = held.poll(); channel != null; channel = held.poll()) {
      channel.close();
    }
  }
}

package io.decisionos.gateway.load.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that mistreats each connection in one way, on a thread for each. */
final class HostileServer implements AutoCloseable {

  /** What is done once something was read. */
  interface Treatment {
    void apply(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final Treatment treatment;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  HostileServer(Treatment treatment) {
    this.treatment = treatment;
    try {
      this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    background(this::accept);
  }

  static Treatment says(String text) {
    return socket -> {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.close();
    };
  }

  static Treatment resets() {
    return socket -> {
      socket.setSoLinger(true, 0);
      socket.close();
    };
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        background(() -> treat(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void treat(Socket socket) {
    try {
      if (socket.getInputStream().read(new byte[4096]) > 0) {
        treatment.apply(socket);
      }
    } catch (IOException gone) {
      sockets.remove(socket);
    }
  }

  private static void background(Runnable task) {
    var thread = new Thread(task, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

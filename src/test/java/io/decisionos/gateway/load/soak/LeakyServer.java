package io.decisionos.gateway.load.soak;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own that keeps 20 kB of every request for ever. */
public final class LeakyServer {

  private static final int KEPT_BYTES = 20_000;

  private LeakyServer() {}

  /** Prints its port once it listens. */
  public static void main(String[] arguments) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          kept.add(new byte[KEPT_BYTES]);
          exchange.getResponseHeaders().add("X-Kept", Integer.toString(kept.size()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}

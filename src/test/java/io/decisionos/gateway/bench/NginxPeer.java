package io.decisionos.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx with Lua that does the gateway's tenant check, where Debian's packages are installed. */
final class NginxPeer {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path LUA = Path.of("/usr/lib/nginx/modules/ngx_http_lua_module.so");
  private static final Path TEMPLATE = Path.of("src/test/resources/peers/nginx.conf");
  private static final int PATIENCE_LOOKS = 600;

  private NginxPeer() {}

  /** Starts it; empty, and said so, where it is not installed. */
  static Optional<Contestant> start(String body, String target) throws IOException {
    if (!Stream.of(NGINX, LUA).allMatch(Files::exists)) {
      Report.line(
          "nginx with Lua is left out: it is not installed (Debian: apt-get install nginx-light"
              + " libnginx-mod-http-lua).");
      return Optional.empty();
    }
    Path home = Files.createTempDirectory("nginx");
    int port = freePort();
    String conf =
        Files.readString(TEMPLATE)
            .replace("@PORT@", Integer.toString(port))
            .replace("@HOME@", home.toString())
            .replace("@BODY@", body);
    Path file = Files.writeString(home.resolve("nginx.conf"), conf);
    ServerProcess server =
        ServerProcess.silent(
            List.of(NGINX.toString(), "-c", file.toString(), "-p", home.toString()));
    awaitOpen(port);
    return Optional.of(new Contestant("nginx with Lua", server, new ClosedLoop(port, target)));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A whole request at a time, so that the server does the waiting. */
  private static void awaitOpen(int port) throws IOException {
    for (int look = 0; ; look++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write("\n".getBytes(StandardCharsets.US_ASCII));
        return;
      } catch (IOException notYet) {
        if (look == PATIENCE_LOOKS) {
          throw notYet;
        }
        Thread.onSpinWait();
      }
    }
  }
}

package io.decisionos.gateway.bench;

import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx with Lua that does the gateway's tenant check, where Debian's packages are installed. */
final class NginxPeer {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path LUA = Path.of("/usr/lib/nginx/modules/ngx_http_lua_module.so");
  private static final Path TEMPLATE = Path.of("src/test/resources/peers/nginx.conf");

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
    Await.until(Duration.ofSeconds(10), () -> isOpen(port), home::toString);
    return Optional.of(new Contestant("nginx with Lua", server, new ClosedLoop(port, target)));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isOpen(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}

package io.decisionos.gateway.bench;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx with Lua, if Debian's packages are installed. */
final class NginxPeer {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path LUA = Path.of("/usr/lib/nginx/modules/ngx_http_lua_module.so");
  private static final Path PEERS = Path.of("src/test/resources/peers");

  private NginxPeer() {}

  /** How much of what the gateway does it does. */
  enum Kind {
    /** Host, tenant, its state, request id, entity tag, a count by tenant. */
    THE_SAME("nginx with Lua that does the same", "nginx.conf"),
    /** Looks the tenant up and answers. */
    LESS("nginx with Lua that does less", "nginx-less.conf"),
    /** What nginx can do of it by its configuration, without a program in it. */
    PLAIN("nginx alone", "nginx-plain.conf");

    private final String title;
    private final String template;

    Kind(String title, String template) {
      this.title = title;
      this.template = template;
    }
  }

  /** Starts it; empty, and said so, if it is not installed. */
  static Optional<Contestant> start(Kind kind, String body, String target) throws IOException {
    Stream<Path> needed = kind == Kind.PLAIN ? Stream.of(NGINX) : Stream.of(NGINX, LUA);
    if (!needed.allMatch(Files::exists)) {
      Report.line(
          kind.title
              + " is left out: it is not installed (Debian: apt-get install nginx-light"
              + " libnginx-mod-http-lua).");
      return Optional.empty();
    }
    Path home = Files.createTempDirectory("nginx");
    int port = FreePort.find();
    String conf =
        Files.readString(PEERS.resolve(kind.template))
            .replace("@PORT@", Integer.toString(port))
            .replace("@HOME@", home.toString())
            .replace("@BODY@", body);
    Path file = Files.writeString(home.resolve("nginx.conf"), conf);
    ServerProcess server =
        ServerProcess.silent(
            List.of(NGINX.toString(), "-c", file.toString(), "-p", home.toString()));
    Await.until(Duration.ofSeconds(10), () -> isOpen(port), home::toString);
    return Optional.of(new Contestant(kind.title, server, new ClosedLoop(port, target)));
  }

  private static boolean isOpen(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}

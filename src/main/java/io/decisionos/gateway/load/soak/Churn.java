package io.decisionos.gateway.load.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What makes a server forget to clean up: connections that come and go, and a tenant that is
 * created, edited and deleted, in turn. Called from one thread, about once a second.
 */
public final class Churn {

  private static final int CONNECTIONS = 10;
  private static final int CONNECT_MS = 1000;
  private static final String FILE = "soak-churn.yaml";

  private final InetSocketAddress target;
  private final Optional<Path> tenants;
  private int turn;

  /**
   * @param tenants the directory of the tenants' files, if tenants are to come and go too
   */
  public Churn(URI target, Optional<Path> tenants) {
    this.target = new InetSocketAddress(target.getHost(), target.getPort());
    this.tenants = tenants;
  }

  /** One turn; after each third one the tenants are as before. */
  public void turn() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      comeAndGo(i % 2 == 0);
    }
    if (tenants.isPresent()) {
      change(tenants.get().resolve(FILE));
    }
    turn++;
  }

  /** Leaves no tenant behind. */
  public void end() throws IOException {
    if (tenants.isPresent()) {
      Files.deleteIfExists(tenants.get().resolve(FILE));
    }
  }

  private void comeAndGo(boolean asking) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(target, CONNECT_MS);
      if (asking) {
        String request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private void change(Path file) throws IOException {
    switch (turn % 3) {
      case 0, 1 -> Files.writeString(file, tenant(100 + turn % 3));
      default -> Files.deleteIfExists(file);
    }
  }

  private static String tenant(int maxQps) {
    return """
        tenant_id: soak-churn
        name: Comes and goes
        status: active
        limits:
          max_qps: %d
        """
        .formatted(maxQps);
  }
}

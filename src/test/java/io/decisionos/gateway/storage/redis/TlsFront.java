package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Secrets;
import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.storage.Outcomes;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;

/** Speaks TLS for a Redis, with a certificate of its own for 127.0.0.1. */
final class TlsFront implements AutoCloseable {
  private static final String PASSWORD =
      Secrets.keep("password of a key store", "open-sesame-before-redis");

  private final Vertx vertx = Vertx.vertx();
  // A client that nobody holds is closed with its connections when it is collected.
  private final NetClient connector = vertx.createNetClient();
  private final int redisPort;
  private final int port;

  private TlsFront(RealRedis redis, Path keys) {
    redisPort = redis.port();
    var options =
        new NetServerOptions()
            .setHost("127.0.0.1")
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD));
    port =
        Outcomes.resultOf(vertx.createNetServer(options).connectHandler(this::join).listen())
            .actualPort();
  }

  /** Opens a front with the keys that {@link #certificate} made in the directory. */
  static TlsFront open(RealRedis redis, Path directory) {
    return new TlsFront(redis, directory.resolve("keys.p12"));
  }

  /** Makes a pair of keys in the directory; the certificate comes as PEM. */
  static Path certificate(Path directory) {
    String keys = directory.resolve("keys.p12").toString();
    Path pem = directory.resolve("ca.pem");
    Shell.run(
        keytool(),
        "-genkeypair",
        "-alias",
        "redis",
        "-keyalg",
        "EC",
        "-dname",
        "CN=redis",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-keystore",
        keys,
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    Shell.run(
        keytool(),
        "-exportcert",
        "-rfc",
        "-alias",
        "redis",
        "-keystore",
        keys,
        "-storepass",
        PASSWORD,
        "-file",
        pem.toString());
    return pem;
  }

  private static String keytool() {
    return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
  }

  private void join(NetSocket client) {
    client.pause();
    connector
        .connect(redisPort, "127.0.0.1")
        .onSuccess(
            redis -> {
              client.pipeTo(redis);
              redis.pipeTo(client);
            })
        .onFailure(cause -> client.close());
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    Outcomes.resultOf(vertx.close());
  }
}

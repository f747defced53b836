package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway that reaches a real Redis by TLS, as a user that may do no more than it must. */
final class RedisTlsTest {
  @TempDir private static Path directory;
  @TempDir private static Path strangers;
  @TempDir private Path home;
  private static RealRedis redis;
  private static TlsFront front;
  private static Path trusted;

  @BeforeAll
  static void start() throws IOException {
    redis = RealRedis.start(directory);
    RedisCommands.run(
        redis, "ACL SETUSER gateway on >" + AclRules.PASSWORD + " " + AclRules.documented());
    trusted = TlsFront.certificate(directory);
    front = TlsFront.open(redis, directory);
  }

  @AfterAll
  static void stop() {
    front.close();
    redis.close();
  }

  @Test
  void aUserWithItsPasswordInAFileStoresByTls() throws IOException {
    try (var gateway = start(url(AclRules.PASSWORD), trusted)) {
      assertThat(putStatus(gateway)).isEqualTo(201);
      assertThat(gateway.get("/etags/a?tenant=acme-corp").body()).isEqualTo("1");
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsTheCauseThatOperatorsRead() throws IOException {
    try (var gateway = start(url(AclRules.PASSWORD), TlsFront.certificate(strangers))) {
      assertThat(putStatus(gateway)).isEqualTo(503);
      assertThat(cause(gateway)).contains("PKIX path");
    }
  }

  @Test
  void aWrongPasswordIsTheCauseThatOperatorsReadAndNeverShown() throws IOException {
    try (var gateway = start(url("guessed"), trusted)) {
      assertThat(putStatus(gateway)).isEqualTo(503);
      assertThat(cause(gateway)).contains("WRONGPASS").doesNotContain("guessed");
    }
  }

  private static String url(String password) {
    return "rediss://gateway:" + password + "@127.0.0.1:" + front.port();
  }

  private RunningGateway start(String url, Path authority) throws IOException {
    Path file = Files.writeString(home.resolve("redis-url"), url + "\n");
    return RunningGateway.start(
        home,
        Map.of(
            "DECISIONOS_STORAGE",
            "redis",
            "DECISIONOS_REDIS_URL_FILE",
            file.toString(),
            "DECISIONOS_STORAGE_REDIS_TIMEOUT_MS",
            "5000",
            "DECISIONOS_STORAGE_REDIS_CA_FILE",
            authority.toString()));
  }

  private static int putStatus(RunningGateway gateway) {
    return gateway
        .send(
            gateway.request("/etags/a?tenant=acme-corp").PUT(BodyPublishers.ofString("1")).build())
        .statusCode();
  }

  private static String cause(RunningGateway gateway) {
    return new JsonObject(gateway.ops("/readyz").body())
        .getJsonObject("checks")
        .getJsonObject("storage")
        .getString("cause");
  }
}

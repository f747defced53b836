package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a start fails, there is one line and an exit code. */
final class RefusedStartTest {
  @TempDir private Path home;

  @Test
  void aFailureThatNobodyForesawIsOneLineToo() throws IOException {
    // In this locale Java cannot name the file at all, and throws where it is asked to.
    assertRefused(Map.of("LC_ALL", "C", "DECISIONOS_CONF", "/nowhere/\u00e9"), "/nowhere/");
  }

  @Test
  void aKeyThatJavaRefusesIsToldWithItsPlace() throws IOException {
    Path conf = shipped();
    byte[] tooLong = new byte[2500];
    tooLong[0] = 1;
    var jwk = new JsonObject().put("kty", "RSA").put("e", "AQAB");
    Files.writeString(conf.resolve("k.jwk"), jwk.put("n", SigningKey.encode(tooLong)).encode());
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: a\n    purpose: tokens\n    keys:\n      - {kid: k, algorithm: "
            + Algorithm.RS256.word()
            + ", state: active, material: {file: k.jwk}}\n");

    assertRefused(
        Map.of("DECISIONOS_CONF", conf.toString()),
        "keysets.yaml:5: keysets[0].keys[0].material.file");
  }

  @Test
  void theListOfKeysOfOlderVersionsIsToldWithTheWayOut() throws IOException {
    Path conf = shipped();
    Files.writeString(conf.resolve("keys.yaml"), "keys: []\n");

    assertRefused(
        Map.of("DECISIONOS_CONF", conf.toString()),
        "conf/keys.yaml: found a list of keys as older versions had it, expected keysets.yaml in"
            + " its place; run ./run.sh keys migrate");
  }

  @Test
  void aFileThatNoReloadWouldTakeIsNotTakenByAStartEither() throws Exception {
    Path conf = shipped();
    Files.writeString(conf.resolve("labels.yaml"), "labels: []\n#" + "x".repeat(262_144));
    assertRefused(
        Map.of("DECISIONOS_CONF", conf.toString()),
        "conf/labels.yaml: found 262156 bytes, expected at most 262144 bytes");

    Files.delete(conf.resolve("labels.yaml"));
    new ProcessBuilder("mkfifo", conf.resolve("labels.yaml").toString()).start().waitFor();
    assertRefused(
        Map.of("DECISIONOS_CONF", conf.toString()),
        "conf/labels.yaml: found something that is no regular file, expected a file");
  }

  private Path shipped() throws IOException {
    Path conf = Files.createDirectory(home.resolve("conf"));
    for (String name : ConfReader.REQUIRED) {
      Files.copy(Path.of("conf", name), conf.resolve(name));
    }
    return conf;
  }

  @Test
  void aVariableIsNamedAsItIsAndNotAsAFile() throws IOException {
    assertRefused(
        Map.of("DECISIONOS_HTTP_IDLE_TIMEOUT_MS", "abc"),
        "cannot start: DECISIONOS_HTTP_IDLE_TIMEOUT_MS: found \"abc\"");
    assertRefused(
        Map.of("DECISIONOS_HTTP_HOST", "0.0.0.0"),
        "cannot start: DECISIONOS_HTTP_HOST: http.host: found \"0.0.0.0\"");
  }

  @Test
  void aVariableThatHoldsNothingIsNamedWhicheverItIs() throws IOException {
    for (String name : List.of("CONF", "TENANTS", "DATA", "HTTP_HOST", "HTTP_PORT", "AUTH")) {
      String variable = "DECISIONOS_" + name;
      assertRefused(Map.of(variable, ""), "cannot start: " + variable + ": ");
    }
  }

  @Test
  void anAddressOfRedisThatCannotBeUsedIsToldWithItsKeyOrItsFile() throws IOException {
    assertRefused(
        Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", "redis://h:99999"),
        "cannot start: DECISIONOS_REDIS_URL: storage.redis_url: found a port that is no number");
    Path file = Files.writeString(home.resolve("url"), "redis://h/x\n");
    assertRefused(
        Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL_FILE", file.toString()),
        "cannot start: " + file + ": storage.redis_url_file: found a database that is no number");
  }

  @Test
  void aSecretThatIsNoFileIsNamed() throws IOException {
    Path secret = Files.createDirectory(home.resolve("secret-directory"));

    assertRefused(
        Map.of("DECISIONOS_DATA_SECRET_FILE", secret.toString()), secret + ": found it unusable");
  }

  @Test
  void whatElseIsWrongAddsNoLine() throws IOException {
    Path tenants = Files.createDirectory(home.resolve("tenants"));
    Files.writeString(tenants.resolve("a.yaml"), "tenant_id: a\nname: A\nstatus: asleep\n");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertRefused(
          Map.of(
              "DECISIONOS_TENANTS",
              tenants.toString(),
              "DECISIONOS_HTTP_PORT",
              port,
              "DECISIONOS_NO_SUCH_SETTING",
              "1"),
          "http.port: found 127.0.0.1:" + port + " unusable");
      assertRefused(
          Map.of(
              "DECISIONOS_TENANTS",
              tenants.toString(),
              "DECISIONOS_OPS_PORT",
              port,
              "DECISIONOS_NO_SUCH_SETTING",
              "1"),
          "ops.port: found 127.0.0.1:" + port + " unusable");
    }
  }

  @Test
  void tooFewDescriptorsAreToldBeforeAnythingIsOpened() throws IOException {
    assertRefused(
        List.of("bash", "-c", "ulimit -n 300; exec \"$@\"", "bash"),
        Map.of("DECISIONOS_HTTP_EVENT_LOOPS", "64"),
        "ulimit -n: found 300 open files, expected at least 352; raise it");
    assertThat(home.resolve("var")).doesNotExist();
  }

  private void assertRefused(Map<String, String> given, String part) throws IOException {
    assertRefused(List.of(), given, part);
  }

  private void assertRefused(List<String> shell, Map<String, String> given, String part)
      throws IOException {
    var variables = new HashMap<>(given);
    variables.putIfAbsent("DECISIONOS_DATA", home.resolve("var").toString());
    variables.putIfAbsent("DECISIONOS_HTTP_PORT", "0");
    variables.putIfAbsent("DECISIONOS_OPS_PORT", "0");
    var command = new ArrayList<>(shell);
    command.addAll(GatewayProcess.classes("io.decisionos.gateway.app.Main"));
    try (var gateway = GatewayProcess.start(command, variables)) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.errors().lines())
          .singleElement()
          .asString()
          .startsWith("cannot start: ")
          .contains(part);
    }
  }
}

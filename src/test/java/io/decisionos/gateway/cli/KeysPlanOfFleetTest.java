package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom {@code keys plan} takes for asked, wherever gateways say that they are. */
final class KeysPlanOfFleetTest {
  private Stub first;
  private Stub second;

  /** A gateway, as far as the command asks it. */
  private static final class Stub {
    private final HttpServer server;
    private JsonArray fleet = new JsonArray();

    Stub(String name) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      answering("/ops/keys", () -> keys(name));
      answering("/ops/fleet", () -> new JsonObject().put("gateways", fleet));
      server.start();
    }

    private void answering(String path, Supplier<JsonObject> answer) {
      server.createContext(
          path,
          exchange -> {
            byte[] body = answer.get().encode().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
    }

    String address() {
      return "127.0.0.1:" + server.getAddress().getPort();
    }
  }

  private static JsonObject keys(String name) {
    var key = new JsonObject().put("kid", "new").put("state", "pending").put("declared", "pending");
    var keyset =
        new JsonObject()
            .put("name", "callers")
            .put("purpose", "tokens")
            .put("rotation", new JsonObject())
            .put("findings", new JsonArray())
            .put("keys", new JsonArray().add(key.put("loaded", true)));
    return new JsonObject()
        .put("gateway", name)
        .put("counted_since", Instant.EPOCH.toString())
        .put("keysets", new JsonArray().add(keyset));
  }

  private static JsonObject member(String name, String address) {
    return new JsonObject()
        .put("name", name)
        .put("addresses", new JsonObject().put("ops", address));
  }

  @BeforeEach
  void start() throws IOException {
    first = new Stub("first");
    second = new Stub("second");
  }

  @AfterEach
  void stop() {
    first.server.stop(0);
    second.server.stop(0);
  }

  private String plan(String host, JsonObject... members) {
    first.fleet = new JsonArray(List.of(members));
    int port = first.server.getAddress().getPort();
    CommandLineRun run = CommandLineRun.of("keys", "plan", "--url", "http://" + host + ":" + port);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void everyGatewayIsAskedOnceByWhateverNameTheFirstIsReached() {
    var members =
        new JsonObject[] {member("first", first.address()), member("second", second.address())};

    for (String host : List.of("127.0.0.1", "localhost")) {
      assertThat(plan(host, members)).as(host).contains("promote", "every gateway knows it (2)");
    }
    assertThat(plan("localhost", member("first", first.address()))).contains("knows it (1)");
  }

  @Test
  void whoeverShowsAnAddressAtWhichAnotherAnswersIsWaitedFor() {
    // Each on a machine of its own, and each on its loopback there.
    String out =
        plan("127.0.0.1", member("first", first.address()), member("second", first.address()));

    assertThat(out)
        .contains("callers: wait new", "not known yet to second (" + first.address() + ")")
        .doesNotContain("promote");
  }

  @Test
  void ofTwoWithOneNameTheOtherIsWaitedFor() {
    for (String name : List.of("first", "second")) {
      String out =
          plan(
              "127.0.0.1",
              member("first", first.address()),
              member("second", second.address()),
              member(name, second.address()));

      assertThat(out).contains("wait new", "two are called " + name);
    }
  }

  @Test
  void whoeverDoesNotAnswerIsWaitedFor() {
    second.server.stop(0);

    assertThat(
            plan("127.0.0.1", member("first", first.address()), member("second", second.address())))
        .contains("wait new", "not known yet to second (" + second.address() + ")");
  }
}

package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole gateways on a real Redis tell as one. */
final class FleetAlertsTest {
  static final List<String> FOLLOWED = List.of("FleetDrift", "GatewayLost", "StorageUnavailable");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private ReceiverStub receiver;
  private RealRedis redis;
  private RunningGateway first;
  private RunningGateway second;

  @BeforeEach
  void start() throws IOException {
    receiver = new ReceiverStub();
    redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
    first = gateway("first");
    second = gateway("second");
  }

  private RunningGateway gateway(String name) throws IOException {
    Path conf = Files.createDirectories(directory.resolve(name).resolve("conf"));
    Files.writeString(
        conf.resolve("alerts.yaml"),
        """
        receivers: [{name: program, webhook: {url: "%s/hook"}}]
        route: {receiver: program, group_wait_ms: 1000, group_interval_ms: 1000}
        """
            .formatted(receiver.url()));
    return RunningGateway.member(directory, name, redis.url());
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
    redis.close();
    receiver.close();
  }

  private static void breakTenant(RunningGateway gateway, String id) throws IOException {
    Files.writeString(
        gateway.tenants().resolve(id + ".yaml"),
        "tenant_id: " + id + "\nname: Odd\nstatus: sleepy\n");
  }

  private List<JsonObject> told(String tenant, String status) {
    return receiver.got().stream()
        .map(ReceiverStub.Got::json)
        .filter(message -> message.getString("status").equals(status))
        .flatMap(message -> message.getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(alert -> tenant.equals(alert.getJsonObject("labels").getString("tenant")))
        .filter(
            alert ->
                "TenantConfigInvalid".equals(alert.getJsonObject("labels").getString("alertname")))
        .toList();
  }

  private static String why(RunningGateway gateway, String tenant) {
    return alerts(gateway, tenant)
        .map(alert -> alert.getString("why"))
        .reduce("", (one, next) -> one + next);
  }

  private static Stream<JsonObject> alerts(RunningGateway gateway, String tenant) {
    String body = gateway.ops("/ops/alerts?tenant=" + tenant).body();
    return new JsonObject(body).getJsonArray("alerts").stream().map(JsonObject.class::cast);
  }

  private void awaitTold(String tenant, String status) {
    Await.until(
        PATIENCE,
        () -> !told(tenant, status).isEmpty(),
        () -> why(first, tenant) + "\n" + why(second, tenant) + "\n" + receiver.got());
  }

  @Test
  void whatOneOfThemSeesIsToldOnceAndTheOtherFollowsWhenTheTellerStops() throws IOException {
    // The first one has the lease; the second one alone sees it.
    breakTenant(second, "odd");
    awaitTold("odd", "firing");
    Await.until(
        PATIENCE,
        () -> why(second, "odd").startsWith("gateway first tells what is the fleet's; route"),
        () -> why(second, "odd"));
    Await.until(PATIENCE, () -> why(second, "odd").contains("told at"), () -> why(second, "odd"));
    assertThat(why(first, "odd")).startsWith("route (matches every alert)").contains("told at");

    first.close();
    breakTenant(second, "strange");
    awaitTold("strange", "firing");
    Files.delete(second.tenants().resolve("odd.yaml"));
    awaitTold("odd", "resolved");
    assertThat(told("odd", "firing")).hasSize(1);
    assertThat(told("odd", "resolved")).hasSize(1);
    assertThat(told("strange", "firing")).hasSize(1);
  }

  @Test
  void aSilenceOfOneGatewayCountsAtTheOther() throws IOException {
    String until = Instant.now().plusSeconds(600).toString();
    String silence =
        "{\"match\":{\"tenant\":\"odd\"},\"until\":\"" + until + "\",\"comment\":\"known\"}";
    var made = send(second, "POST", "/ops/alerts/silences", silence);
    assertThat(made.statusCode()).isEqualTo(201);
    String id = new JsonObject(made.body()).getString("id");
    assertThat(first.ops("/ops/alerts/silences").body()).contains(id);
    breakTenant(second, "odd");
    Await.until(
        PATIENCE, () -> why(first, "odd").contains("silence " + id), () -> why(first, "odd"));
    assertThat(told("odd", "firing")).isEmpty();
    assertThat(send(first, "DELETE", "/ops/alerts/silences/" + id, "").statusCode()).isEqualTo(204);
    assertThat(second.ops("/ops/alerts/silences").body()).doesNotContain(id);
    awaitTold("odd", "firing");
  }

  private static HttpResponse<String> send(
      RunningGateway gateway, String method, String target, String body) {
    return gateway.send(
        gateway
            .opsRequest(target)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void anOutageADifferenceAndALossAreFollowedToTheirEnds() throws IOException {
    Path extra = second.tenants().resolve("extra.yaml");
    Files.writeString(extra, "tenant_id: extra\nname: Extra\nstatus: active\n");
    new Runbook(first, "FleetDrift").fires();
    Files.delete(extra);
    new Runbook(first, "FleetDrift").over();

    redis.close();
    new Runbook(first, "StorageUnavailable").fires();
    redis.startAgain();
    new Runbook(first, "StorageUnavailable").over();

    String ghost = Instant.now().toEpochMilli() + " {\"name\":\"ghost\"}";
    redis("HSET", "dos:fleet", "ghost", ghost);
    new Runbook(first, "GatewayLost").fires();
    redis("HDEL", "dos:fleet", "ghost");
    new Runbook(first, "GatewayLost").over();
  }

  /** As a gateway of the fleet would write, which then is gone. */
  private void redis(String... words) throws IOException {
    var command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      command.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    URI url = URI.create(redis.url());
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(':');
    }
  }
}

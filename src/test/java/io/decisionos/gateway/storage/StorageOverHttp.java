package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** A whole gateway with short ways to call its storage; it can be started again where it was. */
final class StorageOverHttp implements AutoCloseable {
  private final Path home;
  private final Map<String, String> variables;
  private final Machine machine;
  private RunningGateway gateway;

  private StorageOverHttp(Path home, Map<String, String> variables, Machine machine) {
    this.home = home;
    this.variables = variables;
    this.machine = machine;
  }

  static StorageOverHttp start(Path home, Map<String, String> variables) {
    return start(home, variables, Machine.REAL);
  }

  static StorageOverHttp start(Path home, Map<String, String> variables, Machine machine) {
    var storage = new StorageOverHttp(home, variables, machine);
    storage.begin();
    return storage;
  }

  private void begin() {
    try {
      gateway = RunningGateway.start(home, variables, machine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void restart() {
    gateway.close();
    begin();
  }

  /**
   * Sends a request.
   *
   * @param body null for none
   * @param headers names and values in turn
   */
  HttpResponse<String> send(String method, String target, String body, String... headers) {
    var bytes = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request = gateway.request(target).method(method, bytes);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return gateway.send(request.build());
  }

  /** Puts bytes, be they text or not. */
  HttpResponse<String> put(String target, byte[] body) {
    return gateway.send(gateway.request(target).PUT(BodyPublishers.ofByteArray(body)).build());
  }

  /** What the operators' listener says of the storage. */
  JsonObject readiness() {
    return new JsonObject(gateway.ops("/readyz").body())
        .getJsonObject("checks")
        .getJsonObject("storage");
  }

  /** The operators' timeline, newest first. */
  JsonArray timeline() {
    return new JsonObject(gateway.ops("/ops/events").body()).getJsonArray("events");
  }

  static JsonObject assertProblem(HttpResponse<String> response, int status, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    var problem = new JsonObject(response.body());
    assertThat(problem.getString("reason_code")).isEqualTo(reason);
    return problem;
  }

  @Override
  public void close() {
    gateway.close();
  }
}

package io.decisionos.gateway.app;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A whole gateway on free ports, with the tenants acme and globex, in a directory of a test. */
public final class GatewayInProcess implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Gateway gateway;
  private final Gateway.Started started;

  private GatewayInProcess(Gateway gateway, Gateway.Started started) {
    this.gateway = gateway;
    this.started = started;
  }

  /** Starts one with the shipped settings but for these variables. */
  public static GatewayInProcess start(Path directory, Map<String, String> variables) {
    try {
      tenant(directory, "acme", "");
      tenant(directory, "globex", "limits: {max_storage_gb: 1}\n");
      var environment = new HashMap<String, String>();
      environment.put("DECISIONOS_TENANTS", directory.resolve("tenants").toString());
      environment.put("DECISIONOS_DATA", directory.resolve("var").toString());
      environment.put("DECISIONOS_HTTP_PORT", "0");
      environment.put("DECISIONOS_OPS_PORT", "0");
      environment.putAll(variables);
      var gateway = new Gateway(new Environment(environment));
      var start = gateway.start().toCompletionStage().toCompletableFuture();
      return new GatewayInProcess(gateway, start.get(20, TimeUnit.SECONDS));
    } catch (Exception e) {
      throw new AssertionError("the gateway did not start", e);
    }
  }

  private static void tenant(Path directory, String id, String more) throws IOException {
    Path file = Files.createDirectories(directory.resolve("tenants")).resolve(id + ".yaml");
    Files.writeString(file, "tenant_id: %s\nname: %s\nstatus: active\n%s".formatted(id, id, more));
  }

  /**
   * Sends a request.
   *
   * @param body null for none
   * @param headers names and values in turn
   */
  public HttpResponse<String> send(String method, String target, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + started.httpPort() + target))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What the operators' listener says of the gateway's parts. */
  public JsonObject readiness() {
    var uri = URI.create("http://127.0.0.1:" + started.opsPort() + "/readyz");
    return new JsonObject(send(HttpRequest.newBuilder(uri).build()).body());
  }

  @Override
  public void close() {
    try {
      gateway.stop().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the gateway did not stop", e);
    }
  }
}

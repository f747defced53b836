package io.decisionos.gateway.bench;

import io.decisionos.gateway.app.Main;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A gateway as {@code ./run.sh} starts it on one core, with one event loop, everything on and one
 * tenant without limits.
 */
final class BenchGateway {
  private static final String TENANT =
      """
      tenant_id: bench
      name: Without limits
      status: active
      slo_overlay:
        latency_p95_ms: 100
        latency_p99_ms: 250
      """;

  private BenchGateway() {}

  /** Starts one on core 0, with further variables. */
  static ServerProcess start(Map<String, String> further) throws IOException {
    return start(Path.of("."), further);
  }

  /** Starts one of another checkout on core 0, with further variables. */
  static ServerProcess start(Path checkout, Map<String, String> further) throws IOException {
    return ServerProcess.onFirstCore(
        List.of(checkout.resolve("run.sh").toString()), variables(further));
  }

  /** Starts one on core 0, of whose classes those in a folder come first. */
  static ServerProcess ofClasses(Path folder, Map<String, String> further) throws IOException {
    return ServerProcess.ofClasses(folder, Main.class.getName(), variables(further));
  }

  private static Map<String, String> variables(Map<String, String> further) throws IOException {
    Path tenants = Files.createTempDirectory("tenants");
    Files.writeString(tenants.resolve("bench.yaml"), TENANT);
    var variables = new HashMap<>(at(tenants, Files.createTempDirectory("gateway")));
    variables.put("DECISIONOS_HTTP_EVENT_LOOPS", "1");
    variables.putAll(further);
    return variables;
  }

  /** The variables of a gateway over these directories, on free ports. */
  static Map<String, String> at(Path tenants, Path data) {
    return Map.of(
        "DECISIONOS_TENANTS",
        tenants.toString(),
        "DECISIONOS_DATA",
        data.toString(),
        "DECISIONOS_HTTP_PORT",
        "0",
        "DECISIONOS_OPS_PORT",
        "0");
  }

  /** The body of an answer. */
  static String get(ServerProcess gateway, String target) throws IOException {
    try (InputStream in = connection(gateway, target).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Stores an entry. */
  static void put(ServerProcess gateway, String target, String json) throws IOException {
    HttpURLConnection connection = connection(gateway, target);
    connection.setRequestMethod("PUT");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
    if (connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
      throw new IOException("storing answered " + connection.getResponseCode());
    }
  }

  private static HttpURLConnection connection(ServerProcess gateway, String target)
      throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + gateway.port("http") + target);
    return (HttpURLConnection) uri.toURL().openConnection();
  }
}

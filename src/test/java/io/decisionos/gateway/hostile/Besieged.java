package io.decisionos.gateway.hostile;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway in a process of its own, with a greedy tenant and a quiet one. */
final class Besieged implements AutoCloseable {
  /** The tenant that asks for little. */
  static final String QUIET = "quiet";

  private final GatewayProcess process;
  private final GatewayProcess.Ports ports;

  private Besieged(GatewayProcess process) throws IOException {
    this.process = process;
    this.ports = process.awaitReady();
  }

  /**
   * Starts one with the switches that {@code ./run.sh} gives it.
   *
   * @param place begins its command, such as to give it a core
   * @param heap further switches, for the heap above all
   */
  static Besieged start(Path home, List<String> place, List<String> heap) throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    for (String id : List.of(Attacks.TENANT, QUIET)) {
      Files.writeString(
          tenants.resolve(id + ".yaml"), "tenant_id: " + id + "\nname: N\nstatus: active\n");
    }
    var command = new ArrayList<>(place);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@src/dist/lib/serve.options");
    command.addAll(heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.decisionos.gateway.app.Main");
    return new Besieged(
        GatewayProcess.start(
            command,
            Map.of(
                "DECISIONOS_DATA",
                home.resolve("var").toString(),
                "DECISIONOS_TENANTS",
                tenants.toString(),
                "DECISIONOS_HTTP_PORT",
                "0",
                "DECISIONOS_OPS_PORT",
                "0")));
  }

  int port() {
    return ports.http();
  }

  Footprint footprint() throws IOException {
    return Footprint.of(process.pid());
  }

  /** What the quiet tenant is answered. */
  RawHttp.Response ask() throws IOException {
    return RawHttp.exchange(
        port(), "GET /slo?tenant=" + QUIET + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** What operators are answered. */
  String operators(String target) throws IOException {
    return RawHttp.exchange(ports.ops(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .body();
  }

  /** What it said on standard error. */
  String errors() {
    return process.errors();
  }

  @Override
  public void close() {
    process.close();
  }
}

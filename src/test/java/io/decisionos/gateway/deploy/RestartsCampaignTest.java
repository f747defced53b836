package io.decisionos.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.app.Main;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FreePort;
import io.decisionos.gateway.fixture.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways behind a balancer, told to end in turn, again and again, under load. */
@Tag("quiet")
final class RestartsCampaignTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RESTARTS = Integer.getInteger("campaign.restarts", 10);
  private static final int CALLERS = 4;

  /** As the chart's: several times what a balancer takes to notice. */
  private static final String DRAIN_MS = "1000";

  @TempDir private Path home;
  private final AtomicLong answered = new AtomicLong();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void noRequestFailsWhileGatewaysAreRestartedInTurn() throws Exception {
    List<Integer> ports = List.of(FreePort.find(), FreePort.find());
    var gateways = new ArrayList<GatewayProcess>();
    for (int i = 0; i < ports.size(); i++) {
      gateways.add(start(i, ports.get(i)));
    }
    try (var balancer = new Balancer(ports)) {
      ports.forEach(port -> Await.until(PATIENCE, () -> balancer.takes(port), failed::toString));
      List<Thread> callers = callers(balancer.port());
      for (int i = 0; i < RESTARTS; i++) {
        int which = i % ports.size();
        int port = ports.get(which);
        gateways.get(which).terminate();
        assertThat(gateways.get(which).awaitExit()).isZero();
        gateways.set(which, start(which, port));
        Await.until(PATIENCE, () -> balancer.takes(port), failed::toString);
      }
      over.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
    } finally {
      over.set(true);
      gateways.forEach(GatewayProcess::close);
    }
    System.out.println(
        RESTARTS + " restarts, " + answered + " requests answered, " + failed.size() + " failed");
    assertThat(failed).isEmpty();
    assertThat(answered).hasPositiveValue();
  }

  private GatewayProcess start(int which, int port) throws IOException {
    var gateway =
        GatewayProcess.start(
            GatewayProcess.classes(Main.class.getName()),
            Map.of(
                "DECISIONOS_TENANTS",
                tenants().toString(),
                "DECISIONOS_DATA",
                home.resolve("data" + which).toString(),
                "DECISIONOS_HTTP_PORT",
                String.valueOf(port),
                "DECISIONOS_OPS_PORT",
                "0",
                "DECISIONOS_SHUTDOWN_DELAY_MS",
                DRAIN_MS));
    gateway.awaitReady();
    return gateway;
  }

  /** The tenant as it is shipped, but for its rate: a refusal for that would be no failure. */
  private Path tenants() throws IOException {
    Path directory = Files.createDirectories(home.resolve("tenants"));
    String shipped = Files.readString(Path.of("tenants/default.yaml"));
    String quick = shipped.replaceFirst("max_qps: \\d+", "max_qps: 1000000");
    Files.writeString(directory.resolve("default.yaml"), quick);
    return directory;
  }

  private List<Thread> callers(int port) {
    var callers = new ArrayList<Thread>();
    for (int i = 0; i < CALLERS; i++) {
      var caller = new Thread(() -> call(port), "caller-" + i);
      caller.start();
      callers.add(caller);
    }
    return callers;
  }

  private void call(int port) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slo?tenant=default"))
            .build();
    while (!over.get()) {
      try {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          answered.incrementAndGet();
        } else {
          failed.add(answer.statusCode() + " " + answer.body());
        }
      } catch (IOException e) {
        failed.add(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

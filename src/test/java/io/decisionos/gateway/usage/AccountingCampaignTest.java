package io.decisionos.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three tenants with the same mix at 1:3:10 on a gateway of its own: what usage says, against what
 * the system says. Two minutes; wants a machine that does little else.
 */
@Tag("quiet")
final class AccountingCampaignTest {
  private static final int SECONDS = Integer.getInteger("campaign.seconds", 12);
  private static final String FEEDS =
      """
      {"entry": {"values": ["cart/1", "cart/2", "profile", "quota"], "order": "random"},
       "reason": {"values": ["reason:perf", "reason:quota", "other"], "order": "random"},
       "number": {"counter": "n-"}, "now": {"clock": "rfc3339"}}
      """;
  private static final String READS =
      """
      {"name": "slo", "path": "/slo?tenant=${tenant}", "weight": 1}\
      """;
  private static final String ENTRIES =
      """
      {"name": "put", "method": "PUT", "path": "/etags/${entry}?tenant=${tenant}", "weight": 1,
       "expect": [200, 201], "body": {"at": "${number}"}},
      {"name": "get", "path": "/etags/${entry}?tenant=${tenant}", "weight": 1,
       "expect": [200, 404]}\
      """;
  private static final String CARDS =
      """
      {"name": "events", "method": "POST", "path": "/events/reasons?tenant=${tenant}", "weight": 1,
       "body": [{"ts": "${now}", "reason": "${reason}"}]},
      {"name": "heatmap", "path": "/cards/label-heatmap?tenant=${tenant}&period=last-24h",
       "weight": 1}\
      """;
  private static final String LABELS =
      """
      {"name": "validate", "method": "POST", "path": "/labels/validate?tenant=${tenant}",
       "weight": 1, "body": {"labels": {"env": "dev", "confidence": 0.5, "x": "${number}"}}}\
      """;
  private static final String ALL = String.join(",", READS, ENTRIES, CARDS, LABELS);

  @TempDir private Path home;
  private final HttpClient client = HttpClient.newHttpClient();
  private int ops;
  private int worst;

  private record Taken(double one, double three, double ten, double nobody, long requests) {
    double sum() {
      return one + three + ten + nobody;
    }
  }

  @Test
  void timeIsToldByTenantAndAddsUp() throws IOException, InterruptedException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    for (String id : List.of("one", "three", "ten")) {
      Files.writeString(
          tenants.resolve(id + ".yaml"), "tenant_id: " + id + "\nname: T\nstatus: active\n");
    }
    Map<String, String> own = Map.of("DECISIONOS_TENANTS", tenants.toString());
    try (var gateway = GatewayProcess.shipped(home.resolve("var"), own)) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      ops = ports.ops();
      load(ports.http(), "start", ALL, 800);
      mix(gateway, ports.http(), "reads", READS, 4000);
      mix(gateway, ports.http(), "entries", ENTRIES, 1500);
      mix(gateway, ports.http(), "cards", CARDS, 600);
      mix(gateway, ports.http(), "labels", LABELS, 2000);
      mix(gateway, ports.http(), "all", ALL, 1500);
    }
    assertThat(worst).as("misses, each printed above").isZero();
  }

  private void mix(GatewayProcess gateway, int http, String name, String requests, int rate)
      throws IOException, InterruptedException {
    Taken before = taken();
    long asked = before.requests();
    double cpu = gateway.cpu().toNanos() / 1e6;
    load(http, name, requests, rate);
    // Loops tell what they have answered once a second, and whose time it was is split as often.
    long answered = asked + (long) (rate * SECONDS * 0.99);
    Await.until(Duration.ofSeconds(30), () -> taken().requests() >= answered, this::taken);
    Taken after = taken();
    double process = gateway.cpu().toNanos() / 1e6 - cpu;
    double one = after.one() - before.one();
    double three = (after.three() - before.three()) / one;
    double ten = (after.ten() - before.ten()) / one;
    double sum = after.sum() - before.sum();
    double nobody = (after.nobody() - before.nobody()) / sum;
    boolean misses = Math.abs(three / 3 - 1) > 0.1 || Math.abs(ten / 10 - 1) > 0.1 || nobody > 0.25;
    worst += misses ? 1 : 0;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: 1:%.2f, 1:%.2f, unattributed %.1f %%, sum to process %.3f%s",
            name,
            three,
            ten,
            nobody * 100,
            sum / process,
            misses ? " MISSED" : ""));
  }

  private Taken taken() {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops + "/ops/usage?window=24h"))
            .build();
    var json =
        new JsonObject(
            client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().body());
    JsonObject tenants = json.getJsonObject("tenants");
    return new Taken(
        cpu(tenants, "one"),
        cpu(tenants, "three"),
        cpu(tenants, "ten"),
        json.getJsonObject("unattributed").getDouble("cpu_ms"),
        tenants.stream().mapToLong(one -> ((JsonObject) one.getValue()).getLong("requests")).sum());
  }

  private static double cpu(JsonObject tenants, String id) {
    return tenants.getJsonObject(id, new JsonObject()).getDouble("cpu_ms", 0.0);
  }

  private void load(int http, String name, String requests, int rate)
      throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            home.resolve(name + ".json"),
            """
            {"name": "accounting", "target": "http://127.0.0.1:%d", "connections": 32,
             "tenants": [{"id": "one", "weight": 1}, {"id": "three", "weight": 3},
                         {"id": "ten", "weight": 10}],
             "feeds": %s, "requests": [%s],
             "phases": [{"kind": "constant", "rate": %d, "seconds": %d}]}
            """
                .formatted(http, FEEDS, requests, rate, SECONDS));
    List<String> command =
        GatewayProcess.classes(
            "io.decisionos.gateway.load.LoadMain",
            file.toString(),
            "--report",
            Files.createDirectories(home.resolve(name)).toString(),
            "--warm-up",
            "0");
    Process tool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile())
            .start();
    assertThat(tool.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.exists(home.resolve(name).resolve("report.json")))
        .as(Files.readString(home.resolve(name + ".log")))
        .isTrue();
  }
}

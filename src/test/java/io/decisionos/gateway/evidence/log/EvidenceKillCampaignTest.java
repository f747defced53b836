package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that is killed as {@code kill -9} does, again and again, at random moments while
 * documents come in and are locked. After each kill log and files must say the same, the log must
 * go on from every checkpoint that was served, and what callers were told must be in it for ever.
 */
@Tag("quiet")
final class EvidenceKillCampaignTest {
  private static final int KILLS = Integer.getInteger("campaign.kills", 50);
  private static final int CLIENTS = 4;
  private static final int MOST_MILLIS = 1500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Random random = new Random(1);
  private final AtomicInteger numbers = new AtomicInteger();

  /** The SHA-256 of each document whose lock was answered, by its path. */
  private final Map<String, String> locked = new ConcurrentHashMap<>();

  /** Each leaf that was proven to a caller, by its place in the log. */
  private final Map<Long, byte[]> proven = new ConcurrentHashMap<>();

  private final List<String> checkpoints = new CopyOnWriteArrayList<>();
  private int checked;
  private List<byte[]> leaves = List.of();

  private GatewayProcess start() throws IOException {
    return GatewayProcess.shipped(home.resolve("var"), Map.of());
  }

  /** Hands documents in, locks them and has some proven, one after the other. */
  private void work(int port, AtomicBoolean over) {
    try {
      while (!over.get()) {
        int number = numbers.incrementAndGet();
        String id = "k-" + number;
        post(port, "/evidence?id=" + id, EvidenceSample.valid("acme-corp", number));
        JsonObject entry = new JsonObject(post(port, "/evidence/" + id + "/lock?", new byte[0]));
        locked.put(entry.getString("path"), entry.getString("sha256"));
        if (number % CLIENTS == 0) {
          checkpoints.add(get(port, "/evidence/log/acme-corp/checkpoint?"));
          JsonObject proof = new JsonObject(get(port, "/evidence/" + id + "/proof?"));
          byte[] leaf = Base64.getDecoder().decode(proof.getString("entry"));
          proven.put(proof.getLong("index"), leaf);
        }
      }
    } catch (IOException e) {
      // The gateway is gone: what it did not answer, it did not promise.
      assertThat(over).as("gone before it was killed: " + e).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String post(int port, String target, byte[] body)
      throws IOException, InterruptedException {
    return send(
        request(port, target)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  private String get(int port, String target) throws IOException, InterruptedException {
    return send(request(port, target).GET().build());
  }

  private static HttpRequest.Builder request(int port, String target) {
    String of = target.endsWith("?") ? "tenant=acme-corp" : "&tenant=acme-corp";
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target + of))
        .timeout(PATIENCE);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return answer.body();
  }

  @Test
  void whatWasAnnouncedIsInTheLogForEverHoweverOftenTheGatewayIsKilled() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        live(pool);
      }
      try (GatewayProcess gateway = start()) {
        gateway.awaitReady();
        awaitSound();
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.printf(
        "campaign kills=%d leaves=%d locks answered=%d proofs=%d checkpoints=%d%n",
        KILLS, leaves.size(), locked.size(), proven.size(), checkpoints.size());
    assertThat(locked).hasSizeGreaterThanOrEqualTo(KILLS);
  }

  /** One life: what the one before left is sound, and it is killed at a random moment. */
  private void live(ExecutorService pool) throws Exception {
    var over = new AtomicBoolean();
    var running = new ArrayList<CompletableFuture<Void>>();
    try (GatewayProcess gateway = start()) {
      int port = gateway.awaitReady().http();
      awaitSound();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(CompletableFuture.runAsync(() -> work(port, over), pool));
      }
      int before = locked.size();
      Await.until(PATIENCE, () -> locked.size() > before, gateway::errors);
      long due = System.nanoTime() + Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos();
      Await.until(PATIENCE, () -> System.nanoTime() >= due, () -> "the clock stands still");
      over.set(true);
      gateway.signal("KILL");
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  /** What a start finds out is logged within seconds; then nothing may differ. */
  private void awaitSound() throws Exception {
    if (numbers.get() == 0) {
      return;
    }
    Await.until(PATIENCE, () -> verify().code() == 0, () -> verify().out());
    var stranger = new StrangeVerifier(root().resolve(".log/acme-corp"), key());
    List<byte[]> now = stranger.entries();
    assertThat(now.size()).isGreaterThanOrEqualTo(leaves.size());
    assertThat(now.subList(0, leaves.size())).as("consistent").containsExactlyElementsOf(leaves);
    leaves = now;
    goesOnFromEveryCheckpoint(stranger);
    proven.forEach((index, leaf) -> assertThat(now.get(index.intValue())).isEqualTo(leaf));
    var lockLeaves = new ConcurrentHashMap<String, String>();
    for (byte[] leaf : now) {
      var said = new JsonObject(new String(leaf, StandardCharsets.UTF_8));
      if (said.getString("op").equals("lock")) {
        String before = lockLeaves.put(said.getString("path"), said.getString("sha256"));
        assertThat(before).as("locked twice: " + said).isNull();
      }
    }
    assertThat(lockLeaves).containsAllEntriesOf(locked);
  }

  /** What the last life served; those before it the leaves that are still the same speak for. */
  private void goesOnFromEveryCheckpoint(StrangeVerifier stranger) throws Exception {
    List<byte[]> hashes =
        leaves.stream().map(leaf -> StrangeVerifier.sha(new byte[] {0}, leaf)).toList();
    for (; checked < checkpoints.size(); checked++) {
      StrangeVerifier.Head head = stranger.head(checkpoints.get(checked));
      assertThat(head.size()).isLessThanOrEqualTo(hashes.size());
      assertThat(StrangeVerifier.root(hashes.subList(0, (int) head.size()))).isEqualTo(head.root());
    }
  }

  private CommandLineRun verify() {
    var command =
        new ArrayList<>(List.of("evidence", "verify", "--root", root().toString(), "--key", key()));
    if (!checkpoints.isEmpty()) {
      since(command, checkpoints.get(checkpoints.size() - 1));
    }
    return CommandLineRun.of(command.toArray(String[]::new));
  }

  private void since(List<String> command, String checkpoint) {
    try {
      Path file = Files.writeString(home.resolve("checkpoint"), checkpoint);
      command.addAll(List.of("--since", file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path root() {
    return home.resolve("var/evidence");
  }

  private String key() {
    String data = home.resolve("var").toString();
    return CommandLineRun.of("evidence", "log-key", "--tenant", "acme-corp", "--data", data)
        .out()
        .strip();
  }
}

package io.decisionos.gateway.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.GatewayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Several clients work on a gateway in a process of its own while faults happen; then every key's
 * history must be linearizable and no pair of nonce and timestamp allowed twice.
 */
public final class Campaign implements AutoCloseable {
  /** How many faults there shall be; a long run sets more. */
  public static final int FAULTS = Integer.getInteger("campaign.faults", 3);

  /** Where chance begins, to be set again to see the same choices. */
  public static final long SEED = Long.getLong("campaign.seed", System.nanoTime());

  private static final int CLIENTS = 5;
  private static final int OPERATIONS_A_KEY = 60;
  private static final long STEPS_BETWEEN_FAULTS = 1000;

  private final Map<String, String> variables;
  private final Random random;
  private final Calls calls = new Calls();
  private final List<EntryClient> entries;
  private final List<NonceClient> nonces;
  private final Progress progress = new Progress();
  private GatewayProcess gateway;

  public Campaign(Path home, Map<String, String> more, long seed) {
    System.out.println("storage campaign seed=" + seed);
    random = new Random(seed);
    variables = new HashMap<>(more);
    variables.put("DECISIONOS_DATA", home.resolve("var").toString());
    variables.put("DECISIONOS_HTTP_PORT", "0");
    variables.put("DECISIONOS_OPS_PORT", "0");
    var shared = EntryClient.Knowledge.none();
    entries =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> new EntryClient("c" + i, calls, shared, random.nextLong()))
            .toList();
    nonces =
        IntStream.range(0, 2)
            .mapToObj(i -> new NonceClient("n" + i, calls, random.nextLong()))
            .toList();
    startGateway();
  }

  private void startGateway() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.decisionos.gateway.app.Main");
    try {
      gateway = GatewayProcess.start(command, variables);
      calls.port(gateway.awaitReady().http());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the gateway as {@code kill -9} does, and starts it again over the same files. */
  public void killGateway() {
    gateway.close();
    startGateway();
    // The first answer of a cold process under load is slow; what counts is that it is a yes.
    assertThat(nonces.get(0).isFreshAllowed("fresh-" + System.nanoTime()))
        .as("a fresh nonce right after a restart")
        .isTrue();
  }

  /** Lets the clients work and the faults happen, one by chance after every few hundred steps. */
  public void run(int faults, List<Runnable> kinds) {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + nonces.size());
    try {
      entries.forEach(client -> threads.execute(() -> work(client)));
      nonces.forEach(client -> threads.execute(() -> progress.whileRunning(client::step)));
      for (int i = 0; i < faults; i++) {
        progress.await(STEPS_BETWEEN_FAULTS);
        kinds.get(random.nextInt(kinds.size())).run();
      }
      progress.await(STEPS_BETWEEN_FAULTS);
    } finally {
      progress.stop();
      threads.shutdown();
    }
    awaitEnd(threads);
    check();
  }

  /** Waits until the clients have heard so many answers more. */
  public void awaitSteps(long more) {
    progress.await(more);
  }

  private void work(EntryClient client) {
    // All are at the same few keys at any time, and leave them before their histories grow long.
    progress.whileRunning(
        () -> {
          long round = progress.steps() / (3 * OPERATIONS_A_KEY);
          return client.step("k" + round + "-" + (progress.steps() % 3));
        });
  }

  private static void awaitEnd(ExecutorService threads) {
    try {
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check() {
    progress.rethrow();
    var histories = new HashMap<String, List<Operation>>();
    for (EntryClient client : entries) {
      client
          .history()
          .forEach(
              (key, ops) -> histories.computeIfAbsent(key, k -> new ArrayList<>()).addAll(ops));
    }
    histories.forEach(
        (key, history) ->
            assertThat(Linearizability.holds(history)).as("%s: %s", key, history).isTrue());
    for (NonceClient client : nonces) {
      assertThat(client.allowed()).isNotEmpty().allSatisfy((c, n) -> assertThat(n).hasValue(1));
    }
    long operations = histories.values().stream().mapToLong(List::size).sum();
    System.out.printf(
        "storage campaign steps=%d operations=%d keys=%d unknown=%d%n",
        progress.steps(), operations, histories.size(), unknown(histories));
    assertThat(operations).isGreaterThan(STEPS_BETWEEN_FAULTS);
  }

  private static long unknown(Map<String, List<Operation>> histories) {
    return histories.values().stream()
        .flatMap(List::stream)
        .filter(op -> op.outcome() == Operation.Outcome.UNKNOWN)
        .count();
  }

  @Override
  public void close() {
    gateway.close();
  }
}

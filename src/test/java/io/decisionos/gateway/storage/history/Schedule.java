package io.decisionos.gateway.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Clients that work at the same time on the same keys, the faults meanwhile, and the verdict. */
final class Schedule {
  private static final int WRITERS = 12;
  private static final int CLAIMANTS = 4;
  private static final int KEYS = 6;
  private static final int OPERATIONS_A_KEY = 60;

  private final int number;
  private final List<Calls> connections;
  private final List<EntryClient> entries;
  private final List<NonceClient> nonces;
  private final Progress progress = new Progress();

  Schedule(TroubledGateway gateway, int number, long seed) {
    this.number = number;
    var random = new Random(seed);
    connections =
        IntStream.range(0, WRITERS + CLAIMANTS).mapToObj(i -> new Calls(gateway::port)).toList();
    var shared = EntryClient.Knowledge.none();
    entries =
        connections.subList(0, WRITERS).stream()
            .map(calls -> new EntryClient(name(calls), calls, shared, random.nextLong()))
            .toList();
    nonces =
        connections.subList(WRITERS, WRITERS + CLAIMANTS).stream()
            .map(calls -> new NonceClient(name(calls), calls, gateway::now, random.nextLong()))
            .toList();
  }

  private String name(Calls calls) {
    return "s" + number + "-c" + connections.indexOf(calls);
  }

  /** What was done. */
  record Tally(long operations, long unknown, long repeats, long keys) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          operations + other.operations,
          unknown + other.unknown,
          repeats + other.repeats,
          keys + other.keys);
    }

    @Override
    public String toString() {
      return "operations=%d unknown=%d repeats=%d keys=%d"
          .formatted(operations, unknown, repeats, keys);
    }
  }

  /** Lets the clients do so many operations, the faults evenly between them, and judges. */
  Tally run(int operations, List<Runnable> faults) {
    ExecutorService threads = Executors.newFixedThreadPool(connections.size());
    try {
      entries.forEach(client -> threads.execute(() -> work(client)));
      nonces.forEach(client -> threads.execute(() -> progress.whileRunning(client::step)));
      for (Runnable fault : faults) {
        progress.await(operations / (faults.size() + 1));
        fault.run();
      }
      progress.awaitAll(operations);
    } finally {
      progress.stop();
      threads.shutdown();
    }
    awaitEnd(threads);
    connections.forEach(Calls::close);
    return judge();
  }

  private void work(EntryClient client) {
    // All are at the same few keys at any time, and leave them before their histories grow long.
    progress.whileRunning(
        () -> {
          long step = progress.steps();
          long round = step / (KEYS * OPERATIONS_A_KEY);
          return client.step("s" + number + "-k" + round + "-" + step % KEYS);
        });
  }

  private static void awaitEnd(ExecutorService threads) {
    try {
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Tally judge() {
    progress.rethrow();
    Map<String, List<Operation>> histories = new HashMap<>();
    entries.forEach(
        client ->
            client
                .history()
                .forEach(
                    (key, ops) ->
                        histories.computeIfAbsent(key, k -> new ArrayList<>()).addAll(ops)));
    histories.forEach(
        (key, history) ->
            assertThat(Linearizability.holds(history)).as("%s: %s", key, history).isTrue());
    for (NonceClient client : nonces) {
      assertThat(client.allowed()).isNotEmpty().allSatisfy((c, n) -> assertThat(n).hasValue(1));
    }
    return tally(histories);
  }

  private Tally tally(Map<String, List<Operation>> histories) {
    List<Operation> all = histories.values().stream().flatMap(List::stream).toList();
    long unknown = all.stream().filter(op -> op.outcome() == Operation.Outcome.UNKNOWN).count();
    long claims = nonces.stream().mapToLong(NonceClient::claims).sum();
    long repeats = entries.stream().mapToLong(EntryClient::repeats).sum();
    return new Tally(all.size() + claims, unknown, repeats, histories.size());
  }
}

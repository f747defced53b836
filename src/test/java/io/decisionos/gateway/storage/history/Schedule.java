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

/**
 * Clients that work at the same time on the same keys, the faults meanwhile, and the verdict. When
 * all have ended, what was written and claimed is asked for once more.
 */
final class Schedule {
  private static final int WRITERS = 12;
  private static final int CLAIMANTS = 4;
  private static final int KEYS = 6;
  private static final int OPERATIONS_A_KEY = 60;

  private final int number;
  private final List<Calls> connections;
  private final List<EntryClient> entries;
  private final List<NonceClient> nonces;
  private final Progress progress = new Progress(this::lastHeard);

  Schedule(Troubled called, int number, long seed) {
    this.number = number;
    var random = new Random(seed);
    connections = IntStream.range(0, WRITERS + CLAIMANTS).mapToObj(i -> new Calls(called)).toList();
    var shared = EntryClient.Knowledge.none();
    entries =
        connections.subList(0, WRITERS).stream()
            .map(calls -> new EntryClient(name(calls), calls, shared, random.nextLong()))
            .toList();
    nonces =
        connections.subList(WRITERS, WRITERS + CLAIMANTS).stream()
            .map(calls -> new NonceClient(name(calls), calls, called::now, random.nextLong()))
            .toList();
  }

  private String lastHeard() {
    return connections.stream().map(Calls::lastHeard).toList().toString();
  }

  private String name(Calls calls) {
    return "s" + number + "-c" + connections.indexOf(calls);
  }

  /**
   * Lets the clients do so many operations, the faults evenly between them, and judges.
   *
   * @param mostUnknown keys with more unknown outcomes than that are not looked at
   */
  Verdict run(int operations, List<Runnable> faults, int mostUnknown) {
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
    progress.rethrow();
    long closing = System.nanoTime();
    lookAgain();
    connections.forEach(Calls::close);
    return Verdict.of(histories(), nonces, repeats(), closing, mostUnknown);
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

  /** One reads all keys, and each claims once more what it was allowed. */
  private void lookAgain() {
    EntryClient reader = entries.get(0);
    histories().keySet().forEach(reader::readUntilAnswered);
    nonces.forEach(NonceClient::claimAgain);
  }

  private Map<String, List<Operation>> histories() {
    Map<String, List<Operation>> histories = new HashMap<>();
    for (EntryClient client : entries) {
      client
          .history()
          .forEach(
              (key, ops) -> histories.computeIfAbsent(key, k -> new ArrayList<>()).addAll(ops));
    }
    return histories;
  }

  private long repeats() {
    return entries.stream().mapToLong(EntryClient::repeats).sum();
  }
}

package io.decisionos.gateway.isolation;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Requests of one tenant, so many at a time: each that is answered is followed by the next. */
final class Flood implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final IntFunction<HttpRequest> requests;
  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
  private final List<CompletableFuture<Void>> running;
  private volatile boolean over;

  Flood(int atATime, IntFunction<HttpRequest> requests) {
    this.requests = requests;
    this.running = Stream.generate(this::next).limit(atATime).toList();
  }

  private CompletableFuture<Void> next() {
    if (over) {
      return CompletableFuture.completedFuture(null);
    }
    long begin = System.nanoTime();
    return http.sendAsync(requests.apply(sent.incrementAndGet()), BodyHandlers.discarding())
        .thenCompose(
            answer -> {
              if (answer.statusCode() < 300) {
                waits.add(Duration.ofNanos(System.nanoTime() - begin));
              }
              return next();
            });
  }

  /** How many requests got what they asked for. */
  int answered() {
    return waits.size();
  }

  /** What those waited. */
  Duration median() {
    return median(waits);
  }

  static Duration median(Collection<Duration> waits) {
    var sorted = new ArrayList<>(waits);
    sorted.sort(null);
    return sorted.get(sorted.size() / 2);
  }

  @Override
  public void close() {
    over = true;
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }
}

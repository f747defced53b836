package io.decisionos.gateway.cards.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.count.Tally;
import io.decisionos.gateway.cards.event.EventBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Reads, commits and counts batches of a thousand events of one tenant, and then asks for all of
 * them by the hour and for one hour. Eight batches share a commit, as those of eight callers would.
 * One thread does all of it. {@code docs/performance.md} says how to run it.
 */
public final class EventsBench {
  private static final int EVENTS = Integer.getInteger("events", 10_000_000);
  private static final int DAYS = Integer.getInteger("days", 90);
  private static final int BATCH = 1000;
  private static final int TOGETHER = 8;
  private static final int ROUNDS = 200;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private EventsBench() {}

  /** Runs the measurements in a directory of their own and prints them. */
  public static void main(String[] arguments) throws IOException {
    Path data = Files.createTempDirectory("events-bench");
    try (var log = new OpenLog(data)) {
      ingest(log);
      Runtime.getRuntime().gc();
      print(
          "memory of counts that are in no file: %,d bytes", log.of(OpenLog.ACME).bytesInMemory());
      print("log on disk: %,d bytes", log.of(OpenLog.ACME).bytes());
      ask(log);
    }
    long begin = System.nanoTime();
    try (var log = new OpenLog(data)) {
      print("start over %,d events: %,d ms", log.counts(OpenLog.ACME).version(), since(begin));
    }
    print("left behind: %s", data);
  }

  private static long since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }

  private static void ingest(OpenLog log) {
    var random = new Random(1);
    long nanos = 0;
    long cpu = THREADS.getCurrentThreadCpuTime();
    long making = 0;
    for (int done = 1; done <= EVENTS / BATCH; done++) {
      long before = THREADS.getCurrentThreadCpuTime();
      byte[] body = body(random);
      making += THREADS.getCurrentThreadCpuTime() - before;
      long begin = System.nanoTime();
      var batch = new BatchRecord(EventBatch.lines(body), Optional.empty(), Optional.empty());
      log.log().append(OpenLog.ACME, batch, Long.MAX_VALUE);
      if (done % TOGETHER == 0) {
        log.settle();
      }
      if (done % 1000 == 0) {
        log.checkpoint();
      }
      nanos += System.nanoTime() - begin;
    }
    log.settle();
    log.checkpoint();
    long millis = Duration.ofNanos(nanos).toMillis();
    print("ingest: %,d events in %,d ms, %,d a second", EVENTS, millis, EVENTS * 1000L / millis);
    long cpuMillis = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu - making).toMillis();
    print(
        "  of the processor %,d ms: %,d a second and core", cpuMillis, EVENTS * 1000L / cpuMillis);
  }

  private static byte[] body(Random random) {
    var lines = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      Instant at = FIRST.plusMillis((long) (random.nextDouble() * DAYS * 86_400_000L));
      lines.append("{\"ts\":\"").append(at).append("\",\"reason\":\"reason-");
      lines.append(random.nextInt(10)).append("\"}\n");
    }
    return lines.toString().getBytes(UTF_8);
  }

  private static void ask(OpenLog log) {
    ReasonCounts counts = log.counts(OpenLog.ACME);
    Instant end = FIRST.plus(Duration.ofDays(DAYS));
    measure(
        "whole range by the hour",
        () -> counts.slices(FIRST, end, Span.HOUR).mapToLong(slice -> total(slice.tally())).sum());
    Instant hour = FIRST.plus(Duration.ofHours(30));
    measure("one hour", () -> total(counts.between(hour, hour.plusSeconds(3600))));
    Instant odd = hour.plusMillis(1_234_567);
    measure("one hour that cuts two", () -> total(counts.between(odd, odd.plusSeconds(3600))));
    measure("whole range", () -> total(counts.between(FIRST, end)));
  }

  private static void measure(String what, LongSupplier question) {
    long[] micros = new long[ROUNDS];
    long answer = 0;
    for (int i = 0; i < 2 * ROUNDS; i++) {
      long begin = System.nanoTime();
      answer = question.getAsLong();
      micros[i % ROUNDS] = (System.nanoTime() - begin) / 1000;
    }
    Arrays.sort(micros);
    print(
        "%s: median %,d us, p99 %,d us (%,d counted)",
        what, micros[ROUNDS / 2], micros[ROUNDS * 99 / 100], answer);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }

  private static long total(Tally tally) {
    return tally.asMap().values().stream().mapToLong(count -> count).sum();
  }
}

package io.decisionos.gateway.bench;

import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * How soon a changed file shows of which no event tells, while a scan reads very many new files
 * beside the hot read at 30 % of capacity. The change is made through mapped memory, of which the
 * system tells nobody. Before the scan begins, the same is done for a while, so that what the
 * looking itself costs the reads is in both figures.
 */
public final class ChangesBesideScan {
  private static final int KNOWN = 200;
  private static final int STILL_SECONDS = 60;
  private static final int SECONDS = 120;
  private static final int POLL_MS = 100;

  private final ScanStage stage;

  private ChangesBesideScan(ScanStage stage) {
    this.stage = stage;
  }

  /** Prints the figures; the argument says how many files are new. */
  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    try (var stage = ScanStage.open(KNOWN, files)) {
      new ChangesBesideScan(stage).run();
    }
  }

  /** The reads of one half, and after how many seconds each change was seen beside them. */
  private record Half(RunResult reads, List<Double> lags) {
    double p99() {
      return reads.ledger().totals().latency().getValueAtPercentile(99) / 1e3;
    }

    double worstLag() {
      return lags.stream().mapToDouble(lag -> lag).max().orElseThrow();
    }
  }

  private void run() throws Exception {
    int rate = stage.thirtyPercent();
    Iterator<Path> files = knownFiles().iterator();
    Half still = changeBeside(reads(rate, STILL_SECONDS), files);
    CompletableFuture<RunResult> reads = reads(rate, SECONDS);
    Thread.sleep(5000);
    stage.moveIn();
    stage.scan();
    Half beside = changeBeside(reads, files);
    JsonObject status = stage.scan();
    Report.line("the scan %s", status.getBoolean("scanning") ? "still ran at the end" : "was over");
    Report.line("at the end it was at %s", status.getJsonObject("progress"));
    Report.line("the index knows %d files", known());
    tell("before it", still);
    tell("beside it", beside);
    Report.line("p99 %.2f times", beside.p99() / still.p99());
  }

  private static void tell(String when, Half half) {
    Report.line(
        "%s: %d changes without an event, seen after %.1f s at most; p99 of the reads %.2f ms, %s",
        when, half.lags().size(), half.worstLag(), half.p99(), half.reads().verdict());
  }

  private CompletableFuture<RunResult> reads(int rate, int seconds) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return stage.load(rate, seconds);
          } catch (IOException | InvalidScenario e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Changes one file after the other for as long as the reads go on. */
  private Half changeBeside(CompletableFuture<RunResult> reads, Iterator<Path> files)
      throws IOException, InterruptedException {
    List<Double> lags = new ArrayList<>();
    while (!reads.isDone() && files.hasNext()) {
      lags.add(change(files.next()));
      Report.progress("seen after %.1f s".formatted(lags.get(lags.size() - 1)));
    }
    return new Half(reads.join(), lags);
  }

  private List<Path> knownFiles() throws IOException {
    try (Stream<Path> files = Files.walk(stage.evidence().resolve(ScanStage.TENANT))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Tampers with one file and waits until that shows; the answer is in seconds. */
  private double change(Path file) throws IOException, InterruptedException {
    int before = tampered();
    long begin = System.nanoTime();
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
      int digit = lastDigit(bytes);
      bytes.put(digit, (byte) (bytes.get(digit) == '1' ? '2' : '1'));
    }
    while (tampered() == before) {
      Thread.sleep(POLL_MS);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** A digit of the signature or near it, which no longer fits the rest when it is another. */
  private static int lastDigit(MappedByteBuffer bytes) {
    int place = bytes.capacity() - 1;
    while (!Character.isDigit(bytes.get(place))) {
      place--;
    }
    return place;
  }

  private int known() throws IOException {
    try (var in = stage.ops("/ops/evidence?limit=1").openStream()) {
      return new JsonObject(Buffer.buffer(in.readAllBytes()))
          .getJsonObject("summary")
          .getInteger("count");
    }
  }

  private int tampered() throws IOException {
    String body = BenchGateway.get(stage.gateway(), "/evidence/summary?tenant=" + ScanStage.TENANT);
    return new JsonObject(body).getJsonObject("summary").getInteger("tampered");
  }
}

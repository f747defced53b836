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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * How soon a changed file shows of which no event tells, while a scan reads very many new files
 * beside the hot read at 30 % of capacity. The change is made through mapped memory, of which the
 * system tells nobody.
 */
public final class ChangesBesideScan {
  private static final int KNOWN = 200;
  private static final int STILL_SECONDS = 30;
  private static final int SECONDS = 120;
  private static final int POLL_MS = 100;

  private final ScanStage stage;
  private final List<Double> lags = new ArrayList<>();
  private final AtomicReference<RunResult> beside = new AtomicReference<>();

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

  private void run() throws Exception {
    int rate = stage.thirtyPercent();
    RunResult still = stage.load(rate, STILL_SECONDS);
    var reads = new Thread(() -> load(rate));
    reads.start();
    Thread.sleep(5000);
    stage.moveIn();
    stage.scan();
    for (Path file : knownFiles()) {
      if (reads.isAlive()) {
        lags.add(change(file));
        Report.progress("seen after %.1f s".formatted(lags.get(lags.size() - 1)));
      }
    }
    reads.join();
    JsonObject status = stage.scan();
    Report.line("the scan %s", status.getBoolean("scanning") ? "still ran at the end" : "was over");
    Report.line("at the end it was at %s", status.getJsonObject("progress"));
    Report.line("the index knows %d files", known());
    Report.line(
        "%d changes without an event, seen after %.1f s at most",
        lags.size(), lags.stream().mapToDouble(lag -> lag).max().orElseThrow());
    Report.line(
        "p99 of the reads %.2f ms beside it, %.2f ms before", p99(beside.get()), p99(still));
    Report.line("the tool was %s", beside.get().verdict());
  }

  private void load(int rate) {
    try {
      beside.set(stage.load(rate, SECONDS));
    } catch (IOException | InvalidScenario e) {
      throw new IllegalStateException(e);
    }
  }

  private static double p99(RunResult result) {
    return result.ledger().totals().latency().getValueAtPercentile(99) / 1e3;
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

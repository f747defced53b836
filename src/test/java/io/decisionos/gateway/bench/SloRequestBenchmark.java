package io.decisionos.gateway.bench;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one {@code GET /slo} allocates, server side, over a real connection: the client here
 * allocates nothing while it is measured. Beside it the bare handler with the same bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class SloRequestBenchmark {
  private static final byte[] REQUEST =
      "GET /slo?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Param({"bare", "gateway"})
  String server;

  private final byte[] received = new byte[1 << 14];
  private AutoCloseable stop;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int answerLength;

  /** Runs the benchmark with the profiler that counts allocated bytes. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(SloRequestBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  /** Starts the server and learns how long its answer is. */
  @Setup
  public void start() throws IOException {
    int port = server.equals("bare") ? startBare() : startGateway();
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
    out.write(REQUEST);
    answerLength = in.read(received);
  }

  private int startBare() {
    var vertx = Vertx.vertx();
    var body = Buffer.buffer("x".repeat(171));
    HttpServer bare =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.response().putHeader("content-type", "application/json").end(body))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    stop = () -> vertx.close().toCompletionStage().toCompletableFuture().join();
    return bare.actualPort();
  }

  private int startGateway() throws IOException {
    var gateway =
        RunningGateway.start(
            Files.createTempDirectory("bench"), Map.of("DECISIONOS_HTTP_EVENT_LOOPS", "1"));
    stop = gateway;
    return gateway.httpPort();
  }

  /** Ends the server. */
  @TearDown
  public void stop() throws Exception {
    socket.close();
    stop.close();
  }

  /** One request and its answer. */
  @Benchmark
  public int slo() throws IOException {
    out.write(REQUEST);
    int length = 0;
    while (length < answerLength) {
      length += in.read(received, length, received.length - length);
    }
    return length;
  }
}

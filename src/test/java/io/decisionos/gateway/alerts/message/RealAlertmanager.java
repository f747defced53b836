package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An Alertmanager of its own, if one is installed; {@code ALERTMANAGER} names it elsewhere. */
final class RealAlertmanager implements AutoCloseable {
  private final Process process;
  private final String url;

  private RealAlertmanager(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static Optional<Path> executable() {
    Stream<Path> usual =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .flatMap(
                folder ->
                    Stream.of("prometheus-alertmanager", "alertmanager")
                        .map(name -> Path.of(folder, name)));
    return Stream.concat(Stream.ofNullable(System.getenv("ALERTMANAGER")).map(Path::of), usual)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static RealAlertmanager start(Path directory) throws IOException {
    int port = FreePort.find();
    Path file = directory.resolve("alertmanager.yml");
    Files.writeString(file, "route: {receiver: none}\nreceivers: [{name: none}]\n");
    String url = "http://127.0.0.1:" + port;
    Process process =
        new ProcessBuilder(
                List.of(
                    executable().orElseThrow().toString(),
                    "--config.file=" + file,
                    "--storage.path=" + directory.resolve("data-" + port),
                    "--cluster.listen-address=",
                    "--web.listen-address=127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log-" + port).toFile())
            .start();
    Await.until(Duration.ofSeconds(60), () -> isReady(url), () -> "no Alertmanager at " + url);
    return new RealAlertmanager(process, url);
  }

  private static boolean isReady(String url) {
    var request = HttpRequest.newBuilder(URI.create(url + "/-/ready")).build();
    return HttpClient.newHttpClient()
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
        .join();
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

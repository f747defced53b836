package io.decisionos.gateway.cards.kafka;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real broker of Kafka in a process of its own, on free ports, with its files in a directory of a
 * test. Its classes are fetched by Maven, so it is for campaigns alone.
 */
final class RealKafka implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>test</groupId><artifactId>broker</artifactId><version>1</version>
        <dependencies><dependency>
          <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
          <version>4.3.1</version>
        </dependency></dependencies>
      </project>
      """;

  private final Path directory;
  private final String classes;
  private final int port;
  private Process process;

  private RealKafka(Path directory, String classes, int port) {
    this.directory = directory;
    this.classes = classes;
    this.port = port;
  }

  static RealKafka start(Path directory) throws IOException {
    Files.writeString(directory.resolve("pom.xml"), POM);
    Path list = directory.resolve("classes.txt");
    Shell.run(
        "mvn",
        "-q",
        "-B",
        "-f",
        directory.resolve("pom.xml").toString(),
        "dependency:build-classpath",
        "-Dmdep.includeScope=runtime",
        "-Dmdep.outputFile=" + list);
    int port = freePort();
    int control = freePort();
    Files.writeString(
        directory.resolve("server.properties"),
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=PLAINTEXT
        log.dirs=%3$s
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        auto.create.topics.enable=false
        """
            .formatted(port, control, directory.resolve("data")));
    var kafka = new RealKafka(directory, Files.readString(list).strip(), port);
    kafka.run("kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c").awaitEnd();
    kafka.startAgain();
    return kafka;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private RealKafka run(String... main) throws IOException {
    var command = new ArrayList<>(List.of("java", "-Xmx512m", "-cp", classes));
    command.addAll(List.of(main));
    command.add(directory.resolve("server.properties").toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("broker.log").toFile())
            .start();
    return this;
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("the broker's files cannot be made");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts again what was killed, on the same files. */
  void startAgain() throws IOException {
    run("kafka.Kafka");
    Await.until(PATIENCE, this::isListening, () -> "no broker");
  }

  private boolean isListening() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    kill();
  }
}

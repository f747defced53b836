package io.decisionos.gateway.cards.kafka;

import io.decisionos.gateway.fixture.FetchedClasses;
import io.decisionos.gateway.fixture.FreePort;
import io.decisionos.gateway.fixture.ServerProcess;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real broker of Kafka in a process of its own, on free ports, with its files in a directory of a
 * test. Its classes are fetched by Maven, so it is for campaigns alone.
 */
final class RealKafka implements AutoCloseable {
  private final ServerProcess broker;
  private final int port;

  private RealKafka(ServerProcess broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  static RealKafka start(Path directory) throws IOException {
    String classes = FetchedClasses.in(directory, "org.apache.kafka:kafka_2.13:4.3.1");
    int port = FreePort.find();
    String properties =
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
                    .formatted(port, FreePort.find(), directory.resolve("data")))
            .toString();
    String format = "kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qg -c";
    Shell.run(java(classes, format, properties).toArray(String[]::new));
    return new RealKafka(
        ServerProcess.start(
            port, directory.resolve("broker.log"), java(classes, "kafka.Kafka", properties)),
        port);
  }

  private static List<String> java(String classes, String main, String properties) {
    var command = new ArrayList<>(List.of("java", "-Xmx512m", "-cp", classes));
    command.addAll(List.of(main.split(" ")));
    command.add(properties);
    return command;
  }

  /** Starts again what was killed, on the same files. */
  void startAgain() throws IOException {
    broker.startAgain();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    broker.kill();
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    broker.close();
  }
}

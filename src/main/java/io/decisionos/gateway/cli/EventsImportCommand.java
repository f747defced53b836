package io.decisionos.gateway.cli;

import io.decisionos.gateway.cards.kafka.KafkaTopic;
import io.decisionos.gateway.cards.log.TopicImport;
import io.decisionos.gateway.cards.topic.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves a gateway's own events to Kafka. */
@Command(
    name = "import",
    description =
        "Moves the events of a data directory into the topic of all gateways, each once; the"
            + " gateway must not run. May be ended and run again. The segments are put aside in"
            + " events-imported. Exit code 1 if not all of it was moved, 2 for wrong arguments.",
    mixinStandardHelpOptions = true)
final class EventsImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      defaultValue = "${bundle:decisionos.data}",
      description = "the data directory (${DEFAULT-VALUE})")
  private Path data;

  @Option(
      names = "--servers",
      defaultValue = "${env:DECISIONOS_EVENTS_KAFKA_SERVERS:-127.0.0.1:9092}",
      description = "some of the brokers, host:port, separated by commas (${DEFAULT-VALUE})")
  private String servers;

  @Option(
      names = "--topic",
      defaultValue = "${env:DECISIONOS_EVENTS_KAFKA_TOPIC:-decisionos-events}",
      description = "the topic (${DEFAULT-VALUE})")
  private String topic;

  @Option(names = "--single", description = "take a topic with one replica")
  private boolean single;

  @Override
  public Integer call() {
    TopicSettings settings =
        TopicSettings.of(servers, topic, single)
            .orElseThrow(() -> refused("--servers, --topic: expected host:port,... and a name"));
    if (!Files.isDirectory(data)) {
      throw refused("--data: found " + data + ", expected a data directory");
    }
    try {
      var moving = new TopicImport(data);
      boolean isNeeded = moving.first().isPresent();
      long moved = isNeeded ? moving.run(name -> KafkaTopic.open(settings, name)) : 0;
      spec.commandLine().getOut().println(moved + " record(s) of events moved to " + topic);
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("events import: " + e.getMessage());
      return 1;
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}

package io.decisionos.gateway.cards.kafka;

import io.decisionos.gateway.fixture.ClassesWithout;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose events are its own needs nothing of Kafka's. */
final class WithoutKafkaTest {
  private static final String KAFKA = "kafka-clients";

  @TempDir private Path home;

  /** Starts and stops a gateway; run among classes of its own. */
  public static final class Run implements Consumer<Path> {
    @Override
    public void accept(Path home) {
      try (var gateway = RunningGateway.start(home)) {
        if (gateway.get("/cards/reason-summary?tenant=acme-corp").statusCode() != 200) {
          throw new IllegalStateException("not served");
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aGatewayWithEventsOfItsOwnStartsWithoutTheClient() throws Exception {
    ClassesWithout.run(KAFKA, "org.apache.kafka.clients.producer.KafkaProducer", Run.class, home);
  }
}

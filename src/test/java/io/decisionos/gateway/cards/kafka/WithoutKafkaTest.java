package io.decisionos.gateway.cards.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.RunningGateway;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose events are its own needs nothing of Kafka's. */
final class WithoutKafkaTest {
  private static final String KAFKA = "kafka-clients";

  @TempDir private Path home;

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static URLClassLoader withoutKafka() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    URL[] urls =
        Arrays.stream(path.split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains(KAFKA))
            .map(WithoutKafkaTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

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
  @SuppressWarnings("unchecked")
  void aGatewayWithEventsOfItsOwnStartsWithoutTheClient() throws Exception {
    try (URLClassLoader loader = withoutKafka()) {
      assertThatThrownBy(() -> loader.loadClass("org.apache.kafka.clients.producer.KafkaProducer"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> run = loader.loadClass(Run.class.getName());
      assertThat(run).isNotEqualTo(Run.class);
      ((Consumer<Path>) run.getDeclaredConstructor().newInstance()).accept(home);
    }
  }
}

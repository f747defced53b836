package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that meet a save of keys: each list names a file that was there before it. */
final class StartAmidSavesTest {
  private static final int SAVES = 150;

  @TempDir private Path conf;

  private Void save(int number) throws IOException {
    SigningKey key = SigningKey.make("k" + number, Algorithm.HS256);
    key.writeTo(conf);
    SigningKey.list(conf, key.entry("active"));
    Files.deleteIfExists(conf.resolve("k" + (number - 1) + ".jwk"));
    return null;
  }

  @Test
  void whatIsSavedMeanwhileIsReadWhole() throws Exception {
    try (Stream<Path> shipped = Files.list(Path.of("conf"))) {
      for (Path file : shipped.filter(Files::isRegularFile).toList()) {
        Files.copy(file, conf.resolve(file.getFileName()));
      }
    }
    var reader = new ConfReader(new Environment(Map.of()));
    ExecutorService operator = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < SAVES; i++) {
        int number = i;
        Future<Void> saved = operator.submit(() -> save(number));
        assertThat(reader.readAll(conf)).containsKey(ConfReader.GATEWAY);
        saved.get();
      }
    } finally {
      operator.shutdown();
    }
  }
}

package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.redis.ScriptedRedis.Lie;
import io.decisionos.gateway.storage.redis.ScriptedRedis.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Redis answers to a write is part of whether the storage is usable, and is told. */
final class RedisTruthTest {
  private static final List<Lie> SOME =
      List.of(
          new Lie(Point.WRITE, "READONLY You can't write against a read only replica."),
          new Lie(Point.WRITE, "OOM command not allowed when used memory > 'maxmemory'."),
          new Lie(Point.WRITE, "TOMORROW a word that nobody knows yet"),
          new Lie(Point.SCRIPT, "-MISCONF it cannot persist\r\n"),
          new Lie(Point.SCRIPT, "*1\r\n*0\r\n"),
          new Lie(Point.INFO, "-LOADING Redis is loading the dataset in memory\r\n"),
          new Lie(Point.CONNECT, "garbage\r\n"));

  @TempDir private Path directory;

  @Test
  void whateverItAnswersOperatorsKnowItAndItIsFoundAgain() throws IOException {
    try (var truth = new RedisTruth(directory)) {
      SOME.forEach(truth::after);
    }
  }
}

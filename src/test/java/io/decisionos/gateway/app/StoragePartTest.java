package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.RedisTopology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators are told of the storage that gateways share. */
final class StoragePartTest {
  @ParameterizedTest
  @CsvSource({
    "one, redis://a:6379",
    "replicas, 'redis://a:6379,redis://b:6379'",
    "sentinel, 'redis+sentinel://a:26379,b:26379/primary'",
    "cluster, 'redis+cluster://a:6379,b:6379'"
  })
  void eachKindOfRedisHasAWord(String word, String url) {
    RedisTopology redis = RedisTopology.read(url, found -> {}).orElseThrow();
    assertThat(StoragePart.word(redis)).isEqualTo(word);
  }
}

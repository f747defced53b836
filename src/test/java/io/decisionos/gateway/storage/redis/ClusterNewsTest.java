package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.RedisTopology;
import io.decisionos.gateway.storage.redis.ClusterScout.Report;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has which slot, by what nodes say of each other. */
final class ClusterNewsTest {
  private static final RedisAddress SEED = address("redis+cluster://10.0.0.1:7001");
  private static final String TAIL = " 0 1700000000000 ";

  @Test
  void eachNodeHasWhatIsSaidOfIt() {
    ClusterNews news =
        heard(
            line("a", "10.0.0.1:7001@17001", "myself,master", 1, "0-8191"),
            line("b", "10.0.0.2:7002@17002", "master", 2, "8192-16382 16383 [77->-c]"),
            line("c", "10.0.0.3:7003@17003", "slave", 1, ""));
    assertThat(owner(news, 0)).isEqualTo("10.0.0.1:7001");
    assertThat(owner(news, 16_383)).isEqualTo("10.0.0.2:7002");
    assertThat(news.trouble()).isEmpty();
    assertThat(news.nodes()).hasSize(3);
    assertThat(news.map().firstOf(SEED.at("10.0.0.2", 7002))).isEqualTo(8192);
  }

  @Test
  void theNewestEpochHasASlotInWhateverOrderOneHears() {
    String old = line("a", "10.0.0.1:7001@17001", "master", 1, "0-16383");
    String next = line("c", "10.0.0.3:7003@17003", "master", 4, "0-16383");
    assertThat(owner(heard(old, next), 5)).isEqualTo("10.0.0.3:7003");
    assertThat(owner(heard(next, old), 5)).isEqualTo("10.0.0.3:7003");
  }

  @Test
  void whoHasMissedASuccessorIsNeverGoneBackTo() {
    ClusterNews news = heard(line("c", "10.0.0.3:7003@17003", "master", 4, "0-16383"));
    String behind = line("c", "10.0.0.1:7001@17001", "myself,master", 1, "0-16383");
    assertThat(owner(news.after(List.of(report(behind)), SEED), 5)).isEqualTo("10.0.0.3:7003");
  }

  @Test
  void whereANodeSaysThatASlotIsItIsUntilSomebodyClaimsIt() {
    String all = line("a", "10.0.0.1:7001@17001", "master", 9, "0-16383");
    ClusterNews moved = heard(all).moved(7, SEED.at("10.0.0.9", 7009));
    assertThat(owner(moved, 7)).isEqualTo("10.0.0.9:7009");
    assertThat(owner(moved, 8)).isEqualTo("10.0.0.1:7001");
    String later = line("a", "10.0.0.1:7001@17001", "master", 3, "7");
    assertThat(owner(moved.after(List.of(report(later)), SEED), 7)).isEqualTo("10.0.0.1:7001");
  }

  @Test
  void aNodeThatDoesNotKnowItsOwnAddressIsWhereItWasAsked() {
    ClusterNews news = heard(line("a", ":7005@17005", "myself,master", 1, "0-16383"));
    assertThat(owner(news, 1)).isEqualTo("10.0.0.1:7005");
  }

  @Test
  void namesAreForTlsWhoseCertificatesHaveThem() {
    String text = line("a", "10.0.0.1:7001@17001,node.example,shard-id=x", "master", 1, "0-16383");
    assertThat(owner(heard(text), 1)).isEqualTo("10.0.0.1:7001");
    RedisAddress secure = address("rediss+cluster://seed.example:7001");
    ClusterNews news = ClusterNews.NONE.after(List.of(report(text)), secure);
    assertThat(news.map().owner(1).orElseThrow().toString()).isEqualTo("node.example:7001");
    assertThat(news.map().owner(1).orElseThrow().secure()).isTrue();
  }

  @Test
  void nodesOfTwoClustersAreRefusedAtFirstAndPassedOverLater() {
    Report ours = report(line("a", "10.0.0.1:7001@17001", "master", 1, "0-16383"));
    Report others = report(line("z", "10.0.9.9:7001@17001", "master", 5, "0-16383"));
    assertThatThrownBy(() -> ClusterNews.NONE.after(List.of(ours, others), SEED))
        .isInstanceOf(UnsuitableRedisException.class)
        .hasMessageContaining("two clusters");
    ClusterNews news = ClusterNews.NONE.after(List.of(ours), SEED);
    assertThat(owner(news.after(List.of(others, ours), SEED), 1)).isEqualTo("10.0.0.1:7001");
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertThat(ClusterNews.NONE.trouble()).isPresent();
    var silent = new Report(SEED, Optional.empty(), Optional.of(new IllegalStateException("gone")));
    assertThat(ClusterNews.NONE.after(List.of(silent), SEED).trouble().orElseThrow())
        .contains("10.0.0.1:7001", "gone");
    assertThat(heard(line("a", "10.0.0.1:7001@17001", "master", 1, "0-100")).trouble())
        .contains("16283 of 16384 slots have no node");
    assertThat(heard("nothing of the kind\n\n", "a b c d e f g h i").trouble()).isPresent();
  }

  @Test
  void redirectionsAreReadAndNothingElse() {
    assertThat(Redirection.parse("MOVED 3999 127.0.0.1:6381"))
        .contains(new Redirection(3999, "127.0.0.1", 6381, false));
    assertThat(Redirection.parse("ASK 1 ::1:6381")).contains(new Redirection(1, "::1", 6381, true));
    assertThat(Redirection.parse("MOVED 1 :6381").orElseThrow().host()).isEmpty();
    assertThat(Redirection.parse("MOVED 99999 h:1")).isEmpty();
    assertThat(Redirection.parse("CLUSTERDOWN Hash slot not served")).isEmpty();
  }

  private static ClusterNews heard(String... lines) {
    return ClusterNews.NONE.after(List.of(report(String.join("\n", lines))), SEED);
  }

  private static Report report(String text) {
    return new Report(SEED, Optional.of(ClusterView.parse(text)), Optional.empty());
  }

  private static String line(String id, String place, String flags, long epoch, String slots) {
    return id + ' ' + place + ' ' + flags + " -" + TAIL + epoch + " connected " + slots;
  }

  private static String owner(ClusterNews news, int slot) {
    return news.map().owner(slot).orElseThrow().toString();
  }

  private static RedisAddress address(String url) {
    return RedisTopology.read(url, found -> {}).orElseThrow().addresses().get(0);
  }
}

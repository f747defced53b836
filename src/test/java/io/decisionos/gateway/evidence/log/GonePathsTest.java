package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept of paths at which nothing is any more. */
final class GonePathsTest {
  private static EvidencePath path(int n) {
    return EvidencePath.inPartition("acme", "2026-01", "doc-" + n);
  }

  private static Trace trace(long leaf, Trace.State state, Optional<Sha256> sha256) {
    return new Trace(leaf, state, sha256, 7, Optional.empty(), Optional.empty());
  }

  @Test
  void whatIsPutIsFoundAndWhatIsTakenOutIsNot() {
    var gone = new GonePaths();
    Map<Integer, Trace> expected = new HashMap<>();
    var random = new Random(5);
    for (int act = 0; act < 20_000; act++) {
      int n = random.nextInt(500);
      if (random.nextInt(3) == 0) {
        gone.remove(path(n));
        expected.remove(n);
      } else {
        Trace.State state = random.nextBoolean() ? Trace.State.MOVED : Trace.State.DELETED;
        Optional<Sha256> sha256 =
            random.nextInt(9) == 0
                ? Optional.empty()
                : Optional.of(new Sha256(random.nextLong(), 1, 2, 3));
        gone.put(path(n), trace(act, state, sha256));
        expected.put(n, trace(act, state, sha256));
      }
    }
    for (int n = 0; n < 500; n++) {
      Optional<Trace> found = gone.get(path(n));
      Optional<Trace> wanted = Optional.ofNullable(expected.get(n));
      assertThat(found.map(Trace::leaf)).isEqualTo(wanted.map(Trace::leaf));
      assertThat(found.map(Trace::state)).isEqualTo(wanted.map(Trace::state));
      wanted.ifPresent(trace -> assertThat(found.get().has(trace.sha256())).isTrue());
      found.ifPresent(
          trace ->
              assertThat(trace.has(Optional.of(new Sha256(random.nextLong(), 1, 2, 3)))).isFalse());
    }
  }

  @Test
  void aFileThatComesBackIsKnownInFullAgain() {
    var book = new Book();
    var sha256 = Optional.of(new Sha256(1, 2, 3, 4));
    var at = Instant.EPOCH;
    EvidencePath path = path(1);
    book.add(new Leaf(at, Op.ADD, path, sha256, 1, Optional.empty()));
    book.add(new Leaf(at, Op.DELETE, path, sha256, 1, Optional.empty()));

    assertThat(book.at(path).orElseThrow().isDeleted()).isTrue();
    assertThat(book.lastOf("doc-1")).contains(path);
    assertThat(book.paths()).isEmpty();
    assertThat(book.live()).isZero();
    book.add(new Leaf(at, Op.ADD, path, sha256, 1, Optional.empty()));
    assertThat(book.at(path).orElseThrow().sha256()).isEqualTo(sha256);
    assertThat(book.paths()).containsExactly(path);
    assertThat(book.live()).isEqualTo(1);
  }
}

package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Fingerprint;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which leaves follow from what happens to files. */
final class HappeningsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final String ONE = "acme/2026-01/evidence_1";

  private final EvidenceIndex index = new EvidenceIndex(NOW);
  private final Book book = new Book();
  private final List<Leaf> leaves = new ArrayList<>();
  private final Happenings happenings = new Happenings(ACME, book, index.known(), leaves::add);

  private static Optional<Sha256> hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Optional.of(Sha256.of(bytes, bytes.length));
  }

  private void put(String path, String bytes, Optional<String> owner) {
    var verdict =
        new Evidence(false, owner.map(TenantId::new), Optional.empty(), false, Optional.empty());
    var print = new Fingerprint(bytes.length(), 1, 1, 1);
    var entry = new EvidenceEntry(new EvidencePath(path), print, hash(bytes), verdict);
    index.apply(Changes.found(List.of(entry)), NOW);
  }

  private void put(String path, String bytes) {
    put(path, bytes, Optional.of("acme"));
  }

  private void remove(String path) {
    index.apply(Changes.gone(List.of(new EvidencePath(path))), NOW);
  }

  private List<String> look(String... paths) {
    leaves.clear();
    happenings.look(Stream.of(paths).map(EvidencePath::new).toList(), NOW);
    return leaves.stream().map(leaf -> leaf.op().word() + " " + leaf.path().text()).toList();
  }

  @Test
  void aNewPathAndOtherBytesAreLoggedOnce() {
    put("a.json", "1");
    assertThat(look("a.json")).containsExactly("add a.json");
    assertThat(look("a.json")).isEmpty();
    put("a.json", "2");
    assertThat(look("a.json")).containsExactly("change a.json");
  }

  @Test
  void theSameBytesOfTheSameIdElsewhereHaveMoved() {
    put(ONE + ".json", "1");
    look(ONE + ".json");
    remove(ONE + ".json");
    put("1.json", "1");

    assertThat(look(ONE + ".json", "1.json")).containsExactly("change 1.json");
    assertThat(look(ONE + ".json", "1.json")).isEmpty();
  }

  @Test
  void theSameBytesInTheHigherTierAreLocked() {
    put(ONE + ".json", "1");
    look(ONE + ".json");
    remove(ONE + ".json");
    put(ONE + ".locked.json", "1");

    assertThat(look(ONE + ".json", ONE + ".locked.json"))
        .containsExactly("lock " + ONE + ".locked.json");
    var path = new EvidencePath(ONE + ".locked.json");
    assertThat(book.lockedAt(path, hash("1"))).contains(NOW);
    assertThat(book.lockedAt(path, hash("2"))).isEmpty();
    assertThat(book.mayBe(path, hash("2"))).isFalse();
  }

  @Test
  void aLockedCopyLocksAndTheOneLeftBehindIsNotMissedLater() {
    put(ONE + ".json", "1");
    look(ONE + ".json");
    put(ONE + ".locked.json", "1");

    assertThat(look(ONE + ".locked.json")).containsExactly("lock " + ONE + ".locked.json");
    remove(ONE + ".json");
    assertThat(look(ONE + ".json")).isEmpty();
    assertThat(happenings.look(List.of(new EvidencePath(ONE + ".json")), NOW)).isEmpty();
  }

  @Test
  void otherBytesInTheHigherTierAreNew() {
    put(ONE + ".json", "1");
    look(ONE + ".json");
    remove(ONE + ".json");
    put(ONE + ".locked.json", "2");

    assertThat(look(ONE + ".json", ONE + ".locked.json"))
        .containsExactly("add " + ONE + ".locked.json");
    assertThat(happenings.look(List.of(new EvidencePath(ONE + ".json")), NOW)).hasSize(1);
  }

  @Test
  void whatTurnsNobodysIsAChangeAndAnothersDocumentTellsNothing() {
    put("a.json", "1");
    look("a.json");
    put("a.json", "torn", Optional.empty());
    assertThat(look("a.json")).containsExactly("change a.json");
    assertThat(leaves.get(0).sha256()).isEqualTo(hash("torn"));
    put("a.json", "theirs", Optional.of("globex"));
    assertThat(look("a.json")).containsExactly("change a.json");
    assertThat(leaves.get(0).sha256()).isEmpty();
    assertThat(leaves.get(0).size()).isZero();
    put("a.json", "1");
    assertThat(look("a.json")).containsExactly("change a.json");
  }

  @Test
  void whatWasLostAndComesBackIsNewAndStillLockedAsItWas() {
    put(ONE + ".locked.json", "1");
    look(ONE + ".locked.json");
    remove(ONE + ".locked.json");
    var path = new EvidencePath(ONE + ".locked.json");
    happenings.lost(List.of(path), NOW);

    assertThat(book.lastLost()).isEqualTo(1);
    assertThat(book.live()).isZero();
    put(ONE + ".locked.json", "2");
    assertThat(look(ONE + ".locked.json")).containsExactly("add " + ONE + ".locked.json");
    assertThat(book.mayBe(path, hash("2"))).isFalse();
  }

  @Test
  void theSameLeavesMakeTheSameBook() {
    put("a.json", "1");
    look("a.json");
    List<Leaf> all = new ArrayList<>(leaves);
    put("a.locked.json", "1");
    remove("a.json");
    look("a.json", "a.locked.json");
    all.addAll(leaves);
    var again = new Book();
    all.forEach(leaf -> again.add(Leaf.parse(leaf.bytes()).orElseThrow()));

    for (EvidencePath path : book.paths()) {
      assertThat(again.at(path)).isEqualTo(book.at(path));
    }
    assertThat(again.live()).isEqualTo(1);
  }

  @Test
  void aLeafIsCanonicalText() {
    put("ä\"b.json", "1");
    look("ä\"b.json");

    assertThat(new String(leaves.get(0).bytes(), StandardCharsets.UTF_8))
        .startsWith(
            "{\"at\": \"2026-11-30T12:00:00Z\", \"id\": \"ä\\\"b\", \"op\": \"add\", \"path\": \"")
        .endsWith("\", \"size\": 1, \"tier\": \"WIP\"}");
  }
}

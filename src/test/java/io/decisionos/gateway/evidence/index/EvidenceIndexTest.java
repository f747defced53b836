package io.decisionos.gateway.evidence.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.evidence.EvidenceCursor;
import io.decisionos.gateway.evidence.EvidenceJson;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the index answers, to whom, and in which order. */
class EvidenceIndexTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final EvidenceIndex index = new EvidenceIndex(START);
  private Instant now = START;

  private void add(String tenant, String path) {
    add(tenant, path, START, false);
  }

  private void add(String tenant, String path, Instant modified, boolean tampered) {
    now = now.plusSeconds(1);
    index.apply(Changes.found(List.of(entry(tenant, path, modified, tampered))), now);
  }

  private static EvidenceEntry entry(
      String tenant, String path, Instant modified, boolean tampered) {
    long nanos = TimeUnit.SECONDS.toNanos(modified.getEpochSecond());
    var verdict =
        new Evidence(
            tampered,
            TenantId.parse(tenant),
            Optional.empty(),
            path.contains("perf"),
            Optional.empty());
    return new EvidenceEntry(
        new EvidencePath(path), new Fingerprint(7, nanos, 0, 0), Optional.empty(), verdict);
  }

  private void remove(String path) {
    now = now.plusSeconds(1);
    index.apply(Changes.gone(List.of(new EvidencePath(path))), now);
  }

  private EvidenceView view(TenantId tenant) {
    return index.view(tenant, EvidenceFilter.ALL, EvidencePath.START, 1000);
  }

  private static List<String> paths(EvidenceView view) {
    return view.page().entries().stream().map(entry -> entry.path().text()).toList();
  }

  @Test
  void aTenantSeesItsOwnFilesByPathAndNothingElse() {
    add("globex", "b.json");
    add("acme", "z.json");
    add("acme", "a.locked.json");
    add("", "nobodys.json");

    assertThat(paths(view(ACME))).containsExactly("a.locked.json", "z.json");
    assertThat(view(ACME).byTenant().keySet()).containsExactly("acme");
  }

  @Test
  void pathsStandByCodePoint() {
    add("acme", "\uffff.json");
    add("acme", "\ud800\udc00.json");
    add("acme", "a.json");

    assertThat(paths(view(ACME))).containsExactly("a.json", "\uffff.json", "\ud800\udc00.json");
  }

  @Test
  void theSummaryCountsTheWholeFilterAndNotThePage() {
    add("acme", "a.json", START, true);
    add("acme", "b.locked.json", START, true);
    add("acme", "c.locked.json");
    var locked = new EvidenceFilter(Optional.of(Tier.LOCKED), Optional.empty());

    assertThat(index.tally(ACME, EvidenceFilter.ALL)).isEqualTo(new Tally(3, 1, 2, 2));
    assertThat(index.view(ACME, locked, EvidencePath.START, 1).byTenant())
        .containsEntry("acme", new Tally(2, 0, 2, 1));
  }

  @Test
  void pagesFollowOneAnotherWhileFilesComeAndGo() {
    for (int i = 0; i < 10; i++) {
      add("acme", "f%d.json".formatted(i));
    }
    var seen = new ArrayList<String>();
    Page page = index.view(ACME, EvidenceFilter.ALL, EvidencePath.START, 4).page();
    while (page.next().isPresent()) {
      page.entries().forEach(entry -> seen.add(entry.path().text()));
      remove(page.next().orElseThrow().text());
      add("acme", "a%d.json".formatted(seen.size()));
      page = index.view(ACME, EvidenceFilter.ALL, page.next().orElseThrow(), 4).page();
    }
    page.entries().forEach(entry -> seen.add(entry.path().text()));

    assertThat(seen).hasSize(10).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void nothingThatATenantSeesChangesWithAnothersFiles() {
    add("acme", "a.json", START.plusSeconds(5), false);
    byte[] before = EvidenceJson.of(view(ACME), Optional.empty(), EvidenceJson.Times.BY_FILE);
    add("globex", "b.json", START.plusSeconds(99), true);
    add("", "c.json", START.plusSeconds(99), true);
    remove("b.json");

    assertThat(EvidenceJson.of(view(ACME), Optional.empty(), EvidenceJson.Times.BY_FILE))
        .isEqualTo(before);
    assertThat(view(GLOBEX).lastUpdated()).isEmpty();
  }

  @Test
  void theLastUpdateIsThatOfTheNewestFileThatIsThere() {
    add("acme", "a.json", START.plus(Duration.ofDays(1)), false);
    add("acme", "b.json", START.plus(Duration.ofDays(2)), false);
    assertThat(view(ACME).lastUpdated()).contains(START.plus(Duration.ofDays(2)));

    remove("b.json");
    assertThat(view(ACME).lastUpdated()).contains(START.plus(Duration.ofDays(1)));
    assertThat(view(ACME).generatedAt()).isEqualTo(now);
  }

  @ParameterizedTest
  @CsvSource({
    "x.json, x, WIP",
    "evidence_x.json, x, WIP",
    "evidence_x.locked.json, x, LOCKED",
    "acme/2025-01/evidence_evidence_x.json, evidence_x, WIP",
    "x.locked.locked.json, x.locked, LOCKED",
    "evidence_.json, '', WIP",
  })
  void aNameSaysTheIdAndTheTier(String path, String id, Tier tier) {
    assertThat(new EvidencePath(path).id()).isEqualTo(id);
    assertThat(new EvidencePath(path).tier()).isEqualTo(tier);
  }

  @Test
  void ofSeveralFilesOfOneIdLockedGoesFirstThenTheNewestThenThePath() {
    add("acme", "evidence_x.json", START.plusSeconds(3), false);
    assertThat(found("x")).contains("evidence_x.json");

    add("acme", "acme/2025-02/evidence_x.json", START.plusSeconds(9), false);
    assertThat(found("x")).contains("acme/2025-02/evidence_x.json");

    add("acme", "acme/2025-01/evidence_x.json", START.plusSeconds(9), false);
    assertThat(found("x")).contains("acme/2025-01/evidence_x.json");

    add("acme", "x.locked.json", START, false);
    assertThat(found("x")).contains("x.locked.json");
  }

  private Optional<String> found(String id) {
    return index.find(ACME, id).map(entry -> entry.path().text());
  }

  @Test
  void anotherTenantsIdIsNotFound() {
    add("globex", "evidence_x.json");
    add("acme", "globex/2025-01/evidence_y.json");

    assertThat(index.find(ACME, "x")).isEmpty();
    assertThat(index.find(ACME, "y")).isEmpty();
    assertThat(index.find(ACME, "nothing")).isEmpty();
  }

  @Test
  void operatorsSeeEverybodysFilesAndNobodys() {
    add("globex", "b.json");
    add("acme", "acme/2025-01/evidence_a.json");
    add("", "c.json", START, true);
    EvidenceView all = index.viewOfAll(EvidenceFilter.ALL, EvidencePath.START, 2);

    assertThat(paths(all)).containsExactly("acme/2025-01/evidence_a.json", "b.json");
    assertThat(all.byTenant().keySet()).containsExactly("acme", "globex", "unknown");
    assertThat(all.page().next()).contains(new EvidencePath("b.json"));
  }

  @Test
  void theJsonHasSortedKeysAndEveryField() throws IOException {
    add("acme", "evidence_x.locked.json");
    byte[] json = EvidenceJson.of(view(ACME), Optional.of("mark"), EvidenceJson.Times.BY_FILE);
    JsonNode read = new ObjectMapper().readTree(json);

    assertThat(names(read))
        .isEqualTo("files generated_at last_updated next_cursor summary tenant_filter");
    assertThat(names(read.get("files").get(0)))
        .isEqualTo(
            "archived_at generated_at id locked_at mtime path sha256 size tampered tenant tier");
    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("\"id\":\"x\",\"locked_at\":\"2026-01-01T00:00:00Z\"");
  }

  private static String names(JsonNode object) {
    return String.join(" ", (Iterable<String>) object::fieldNames);
  }

  @Test
  void aCursorIsGoodForItsTenantAndFilterAlone() {
    var cursors = new EvidenceCursor(new Seal(new byte[32]));
    var path = new EvidencePath("evidence_가.json");
    var tampered = new EvidenceFilter(Optional.empty(), Optional.of(true));
    String cursor = cursors.issue(Optional.of(ACME), EvidenceFilter.ALL, path);

    assertThat(cursors.redeem(Optional.of(ACME), EvidenceFilter.ALL, cursor)).contains(path);
    assertThat(cursors.redeem(Optional.of(GLOBEX), EvidenceFilter.ALL, cursor)).isEmpty();
    assertThat(cursors.redeem(Optional.empty(), EvidenceFilter.ALL, cursor)).isEmpty();
    assertThat(cursors.redeem(Optional.of(ACME), tampered, cursor)).isEmpty();
    assertThat(cursors.redeem(Optional.of(ACME), EvidenceFilter.ALL, cursor + "A")).isEmpty();
    assertThat(cursors.redeem(Optional.of(ACME), EvidenceFilter.ALL, "")).isEmpty();
    assertThat(cursors.redeem(Optional.of(ACME), EvidenceFilter.ALL, "§")).isEmpty();
    assertThat(
            new EvidenceCursor(new Seal(new byte[] {1}))
                .redeem(Optional.of(ACME), EvidenceFilter.ALL, cursor))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "acme/2026-01/evidence_.json, true", "evidence_summary.json, true", "log.locked.json, true",
    ".json, true", "acme/2026-01/evidence_logs.json, false", "evidence_1.json, false"
  })
  void anIdThatCannotBeAskedForIsToldOf(String path, boolean reserved) {
    assertThat(new EvidencePath(path).reserved().isPresent()).isEqualTo(reserved);
  }

  private Optional<String> performing() {
    return index.performing(ACME).map(entry -> entry.path().text());
  }

  @Test
  void theNewestThatSaysHowWellItsTenantWasServedIsKnownWhateverComesAndGoes() {
    assertThat(performing()).isEmpty();
    add("acme", "perf-1.json", START, false);
    add("acme", "perf-2.json", START.plusSeconds(2), false);
    add("acme", "perf-3.json", START.plusSeconds(2), false);
    add("acme", "other.json", START.plusSeconds(9), false);
    add("acme", "perf-forged.json", START.plusSeconds(9), true);
    add("globex", "perf-4.json", START.plusSeconds(9), false);
    assertThat(performing()).contains("perf-2.json");
    remove("perf-2.json");
    add("acme", "perf-0.json", START.minusSeconds(9), false);
    assertThat(performing()).contains("perf-3.json");
    add("acme", "perf-3.json", START.plusSeconds(3), true);
    assertThat(performing()).contains("perf-1.json");
    remove("perf-1.json");
    remove("perf-0.json");
    assertThat(performing()).isEmpty();
  }
}

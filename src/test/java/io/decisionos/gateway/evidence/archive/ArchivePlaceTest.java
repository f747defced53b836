package io.decisionos.gateway.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Fingerprint;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where archived files lie. */
final class ArchivePlaceTest {
  private static final TenantId ACME = new TenantId("acme-corp");

  private static EvidenceEntry entry(String path) {
    long mtime = Duration.between(Instant.EPOCH, Instant.parse("2026-02-28T23:59:59Z")).toNanos();
    return new EvidenceEntry(
        new EvidencePath(path),
        new Fingerprint(1, mtime, 0, 0),
        Optional.empty(),
        Evidence.unreadable("not read"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3:/vault",
        "http://vault/x",
        "s3://v",
        "s3://vault/a b",
        "s3://vault/?x",
        " "
      })
  void whatIsNoPlaceIsNone(String text) {
    assertThat(ArchivePlace.parse(text)).isEmpty();
  }

  @Test
  void aPrefixMayEndWithSlashesOrBeNone() {
    assertThat(ArchivePlace.parse("s3://vault/a/b//")).contains(new ArchivePlace("vault", "a/b"));
    assertThat(ArchivePlace.parse("s3://vault/").orElseThrow().all()).isEmpty();
    assertThat(ArchivePlace.parse("s3://vault").orElseThrow().of(ACME)).isEqualTo("acme-corp/");
  }

  @Test
  void aKeyIsThePathAndThePathComesBack() {
    var place = new ArchivePlace("vault", "gw");
    String path = "acme-corp/2026-01/evidence_x.locked.json";

    assertThat(place.key(ACME, entry(path))).isEqualTo("gw/" + path);
    assertThat(place.path("gw/" + path)).contains(new EvidencePath(path));
    assertThat(place.key(ACME, entry("y.locked.json")))
        .isEqualTo("gw/acme-corp/2026-02/evidence_y.locked.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme-corp/2026-01/evidence_x.locked.json",
        "gw/../2026-01/evidence_x.locked.json",
        "gw/acme-corp/2026-13/evidence_x.locked.json",
        "gw/acme-corp/2026-01/evidence_x.json",
        "gw/acme-corp/2026-01/x.locked.json",
        "gw/acme-corp/2026-01/evidence_.locked.json/x",
        "gw/acme-corp/2026-01/evidence_locked.json",
        "gw/Acme/2026-01/evidence_x.locked.json"
      })
  void aKeyOfSomethingElseHasNoPath(String key) {
    assertThat(new ArchivePlace("vault", "gw").path(key)).isEmpty();
  }
}

package io.decisionos.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.tenant.Billing;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Limits;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UserCensusTest {
  private static final long DAY = 20_000;
  private static final TenantId ID = TenantId.parse("a").orElseThrow();

  private final UserCensus census = new UserCensus();

  private static Tenant tenant(Optional<Long> maxUsers, Limits.UsersAction action) {
    var limits =
        new Limits(Optional.empty(), Optional.empty(), maxUsers, Duration.ofSeconds(1), action);
    return new Tenant(
        ID,
        "A",
        false,
        limits,
        Duration.ZERO,
        SloValues.NONE,
        List.of(),
        EvidenceValues.NONE,
        Billing.NONE,
        new YamlSource("a.yaml", "{}"));
  }

  private static Tenant refusing(long most) {
    return tenant(Optional.of(most), Limits.UsersAction.REFUSE);
  }

  private static Tenant warning(long most) {
    return tenant(Optional.of(most), Limits.UsersAction.WARN);
  }

  @Test
  void aNewUserTooManyIsRefusedAndThoseWhoAreKnownGoOn() {
    assertThat(census.admit(refusing(2), "alice", DAY)).isTrue();
    assertThat(census.admit(refusing(2), "bob", DAY)).isTrue();
    assertThat(census.admit(refusing(2), "carol", DAY)).isFalse();
    assertThat(census.admit(refusing(2), "alice", DAY)).isTrue();
    assertThat(census.usage(refusing(2), DAY)).isEqualTo(new Usage(2, 1, true));
  }

  @Test
  void aLoweredLimitRefusesNobodyWhoIsKnown() {
    census.admit(refusing(2), "alice", DAY);
    census.admit(refusing(2), "bob", DAY);

    assertThat(census.admit(refusing(1), "bob", DAY + 1)).isTrue();
    assertThat(census.admit(refusing(1), "carol", DAY + 1)).isFalse();
  }

  @Test
  void aWarningLetsAllPassAndCountsThemToABound() {
    for (int i = 0; i < 3 * Seats.BEYOND; i++) {
      assertThat(census.admit(warning(10), "user" + i, DAY)).isTrue();
    }
    assertThat(census.usage(warning(10), DAY)).isEqualTo(new Usage(10 + Seats.BEYOND, 0, true));
  }

  @Test
  void aTenantWithoutALimitIsNotCounted() {
    census.admit(tenant(Optional.empty(), Limits.UsersAction.REFUSE), "alice", DAY);

    assertThat(census.users(ID)).isEmpty();
    assertThat(census.takeNotes()).isEmpty();
  }

  @Test
  void aUserFreesItsPlaceThirtyDaysAfterItWasSeenLast() {
    census.admit(refusing(1), "alice", DAY);
    census.admit(refusing(1), "alice", DAY + 10);

    assertThat(census.expire(DAY + 39)).isEmpty();
    assertThat(census.admit(refusing(1), "bob", DAY + 39)).isFalse();
    assertThat(census.expire(DAY + 40)).containsExactly(ID);
    assertThat(census.admit(refusing(1), "bob", DAY + 40)).isTrue();
  }

  @Test
  void aUserIsWrittenDownOnceADay() {
    for (int i = 0; i < 5; i++) {
      census.admit(refusing(5), "alice", DAY);
    }
    census.admit(refusing(5), "alice", DAY + 1);

    assertThat(census.takeNotes()).hasSize(2);
    assertThat(census.takeNotes()).isEmpty();
  }

  @Test
  void forgettingOneFreesOnePlaceAndForgettingAllFreesAll() {
    census.admit(refusing(2), "alice", DAY);
    census.admit(refusing(2), "bob", DAY);

    assertThat(census.forget(ID, Optional.of("nobody"))).isZero();
    assertThat(census.forget(ID, Optional.of("alice"))).isEqualTo(1);
    assertThat(census.admit(refusing(2), "carol", DAY)).isTrue();
    assertThat(census.forget(ID, Optional.empty())).isEqualTo(2);
    assertThat(census.users(ID)).isEmpty();
  }

  @Test
  void threadsTogetherFillThePlacesAndNotOneMore() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    List<Callable<Long>> work =
        IntStream.range(0, 8)
            .<Callable<Long>>mapToObj(
                i ->
                    () ->
                        IntStream.range(0, 2000)
                            .filter(n -> census.admit(refusing(1000), "u" + i + "-" + n, DAY))
                            .count())
            .toList();
    long admitted = 0;
    for (Future<Long> count : threads.invokeAll(work)) {
      admitted += count.get();
    }
    threads.shutdown();
    assertThat(admitted).isEqualTo(1000);
    assertThat(census.users(ID)).hasSize(1000);
  }

  @Test
  void aFolderThatSomebodyRemovesIsMadeAgain(@TempDir Path home) throws Exception {
    Path folder = home.resolve("users");
    var files = new UserFiles(folder);
    files.open(DAY);
    var note = new UserCensus.Note(ID, "u", new Seen(DAY, DAY));
    Files.delete(folder);
    files.append(ID, List.of(note));
    assertThat(new UserFiles(folder).open(DAY).get(ID)).containsKey("u");
    Shell.run("rm", "-r", folder.toString());
    files.replace(ID, Map.of("v", new Seen(DAY, DAY)));
    assertThat(new UserFiles(folder).open(DAY).get(ID)).containsOnlyKeys("v");
  }

  @Test
  void whatWasWrittenIsThereAfterARestartAndWhatIsTooOldIsNot(@TempDir Path home) throws Exception {
    var files = new UserFiles(home.resolve("users"));
    files.open(DAY);
    census.admit(refusing(5), "old", DAY);
    census.admit(refusing(5), "al\"ice\nx", DAY + 5);
    census.admit(refusing(5), "al\"ice\nx", DAY + 20);
    files.append(ID, census.takeNotes());

    assertThat(new UserFiles(home.resolve("users")).open(DAY + 30).get(ID))
        .containsExactly(Map.entry("al\"ice\nx", new Seen(DAY + 5, DAY + 20)));
  }

  @Test
  void aTornLineCostsNoOther(@TempDir Path home) throws Exception {
    var files = new UserFiles(home.resolve("users"));
    files.open(DAY);
    census.admit(refusing(5), "alice", DAY);
    files.append(ID, census.takeNotes());
    Files.writeString(home.resolve("users/a.jsonl"), "{\"sub\":\"tor", StandardOpenOption.APPEND);
    census.admit(refusing(5), "bob", DAY);
    files.append(ID, census.takeNotes());

    assertThat(files.open(DAY).get(ID)).containsOnlyKeys("alice", "bob");
  }
}

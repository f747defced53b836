package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.log.TenantLog.Signed;
import io.decisionos.gateway.evidence.merkle.Checkpoint;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import io.decisionos.gateway.evidence.merkle.Tile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log on the disk, as its owner and as a stranger finds it. */
final class TenantLogTest {
  @TempDir Path home;
  private final KeyPair key = SampleLog.key();

  private LogPlace place() {
    return SampleLog.place(home, key, Disk.REAL);
  }

  private TenantLog open() throws IOException {
    return LogOpening.open(place()).log();
  }

  private StrangeVerifier stranger() {
    String verifier = new NoteSigner(SampleLog.ORIGIN, key).verifier().text();
    return new StrangeVerifier(place().folder(), verifier);
  }

  @Test
  void aStrangerFindsEveryEntryAndEachTreeInTheNext() throws Exception {
    TenantLog log = open();
    var random = new Random(7);
    long size = 0;
    var heads = new ArrayList<Checkpoint>();
    while (size < 1500) {
      long next = size + 1 + (random.nextInt(5) == 0 ? random.nextInt(600) : random.nextInt(3));
      log.append(SampleLog.entries(size, next));
      size = next;
      heads.add(log.signed().checkpoint());
      if (random.nextInt(20) == 0) {
        log = open();
      }
    }
    List<byte[]> entries = stranger().entries();

    assertThat(entries).hasSize((int) size);
    assertThat(entries.get(700)).isEqualTo(SampleLog.entry(700));
    List<byte[]> leaves =
        entries.stream().map(e -> StrangeVerifier.sha(new byte[] {0}, e)).toList();
    for (Checkpoint head : heads) {
      assertThat(head.root()).isEqualTo(StrangeVerifier.root(leaves.subList(0, (int) head.size())));
    }
  }

  @Test
  void everyLeafIsProvenUnderEverySize() throws Exception {
    TenantLog log = open();
    for (long size = 0; size < 20; size++) {
      log.append(SampleLog.entries(size, size + 1));
      everyLeafIsProven(log, 1);
    }
    log.append(SampleLog.entries(20, 777));
    everyLeafIsProven(log, 37);
  }

  private void everyLeafIsProven(TenantLog log, int step) throws Exception {
    Signed signed = log.signed();
    StrangeVerifier.Head head = stranger().head(signed.note());
    for (long leaf = 0; leaf < signed.size(); leaf += step) {
      List<byte[]> proof = log.tree(signed).inclusion(leaf);

      assertThat(StrangeVerifier.includes(head, leaf, log.entry(leaf), proof)).isTrue();
      assertThat(StrangeVerifier.includes(head, leaf, SampleLog.entry(9999), proof)).isFalse();
    }
  }

  @Test
  void onlyTilesThatTheCheckpointCommitsToAreServed() throws IOException {
    TenantLog log = open();
    log.append(SampleLog.entries(0, 300));

    assertThat(log.tile(new Tile(0, 0, Tile.FULL)).orElseThrow()).hasSize(8192);
    assertThat(log.tile(new Tile(0, 1, 44)).orElseThrow()).hasSize(44 * 32);
    assertThat(log.tile(new Tile(1, 0, 1))).isPresent();
    assertThat(log.tile(new Tile(Tile.ENTRIES, 1, 44))).isPresent();
    assertThat(log.tile(new Tile(0, 1, 45))).isEmpty();
    assertThat(log.tile(new Tile(0, 0, 44))).isEmpty();
    assertThat(log.tile(new Tile(2, 0, 1))).isEmpty();
    assertThat(log.tile(new Tile(63, 0, 1))).isEmpty();
  }

  @Test
  void partialTilesOfEveryCheckpointStayUntilTheTileIsFull() throws IOException {
    TenantLog log = open();
    log.append(SampleLog.entries(0, 10));
    log.append(SampleLog.entries(10, 20));

    assertThat(log.tile(new Tile(0, 0, 10))).isPresent();
    assertThat(log.tile(new Tile(0, 0, 20))).isPresent();
    log.append(SampleLog.entries(20, 256));
    assertThat(log.tile(new Tile(0, 0, 10))).isEmpty();
    assertThat(place().folder().resolve("tile/0/000.p")).doesNotExist();
    assertThat(place().folder().resolve("tile/entries/000.p")).doesNotExist();
  }

  @Test
  void whoReadsUnderAnEarlierCheckpointFindsWhatHasGrownFullSince() throws Exception {
    TenantLog log = open();
    FollowedLog followed = FollowedLog.open(place());
    log.append(SampleLog.entries(0, 255));
    Signed before = log.signed();
    log.append(SampleLog.entries(255, 300));

    List<byte[]> proof = log.tree(before).inclusion(200);
    StrangeVerifier.Head head = stranger().head(before.note());
    assertThat(StrangeVerifier.includes(head, 200, SampleLog.entry(200), proof)).isTrue();
    Files.writeString(place().checkpoint(), before.note());
    assertThat(followed.refresh(place())).isTrue();
    assertThat(followed.book().size()).isEqualTo(255);
    assertThat(FollowedLog.open(place()).book().size()).isEqualTo(255);
  }

  @Test
  void aLogThatWasRolledBackCutOrIsAnothersIsRefusedByName() throws IOException {
    TenantLog log = open();
    log.append(SampleLog.entries(0, 100));
    Path copy = home.resolve("copy");
    copy(place().folder(), copy);
    log.append(SampleLog.entries(100, 300));
    Path folder = place().folder();
    Path aside = home.resolve("aside");
    Files.move(folder, aside);

    refused("it was cut");
    copy(copy, folder);
    refused("rolled back");
    assertThatThrownBy(() -> log.append(SampleLog.entries(300, 301)))
        .isInstanceOf(LogRefusedException.class);
    wipe(folder);
    copy(aside, folder);
    Files.delete(folder.resolve("tile/0/000"));
    refused("tile/0/000 is missing");
    wipe(folder);
    other(folder, 300);
    refused("not signed by a key");
  }

  @Test
  void aLogOfTheSameSizeWithOtherLeavesIsRefused() throws IOException {
    open().append(SampleLog.entries(0, 50));
    wipe(place().folder());
    LogPlace elsewhere = SampleLog.place(home.resolve("elsewhere"), key, Disk.REAL);
    LogOpening.open(elsewhere).log().append(SampleLog.entries(1, 60));
    copy(elsewhere.folder(), place().folder());

    refused("not the log of its known head");
  }

  private void other(Path folder, long size) throws IOException {
    LogPlace elsewhere = SampleLog.place(home.resolve("other"), SampleLog.key(), Disk.REAL);
    LogOpening.open(elsewhere).log().append(SampleLog.entries(0, size));
    copy(elsewhere.folder(), folder);
  }

  private void refused(String why) {
    assertThatThrownBy(this::open)
        .isInstanceOf(LogRefusedException.class)
        .satisfies(e -> assertThat(e).hasMessageContaining(why));
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  static void wipe(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

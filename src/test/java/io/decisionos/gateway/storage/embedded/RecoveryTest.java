package io.decisionos.gateway.storage.embedded;

import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Conditions;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Precondition;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found again after an end without a farewell, and how much space it takes. */
final class RecoveryTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path directory;
  private final TestClock clock = new TestClock();
  private final HomeThread home = new HomeThread();
  private final StorageLedger ledger = new StorageLedger();
  private Account account = new Account(ledger, Holder.ENTRIES, Fixtures.memory());
  private EmbeddedEtagStore opened;

  @AfterEach
  void end() {
    home.close();
  }

  @Test
  void afterManyCrashesAndCleaningsEveryKeyIsAsItsLastWriteSaid() {
    var random = new Random(11);
    Map<String, String> expected = new HashMap<>();
    EtagStore store = open();
    for (int i = 0; i < 4000; i++) {
      String name = "k" + random.nextInt(40);
      if (random.nextInt(4) > 0) {
        put(store, name, "body " + i + "x".repeat(random.nextInt(200)));
        expected.put(name, "body " + i);
      } else if (expected.remove(name) != null) {
        resultOf(store.delete(new StoreKey(ACME, name), Terms.NONE));
      }
      if (random.nextInt(50) == 0) {
        home.run(opened::keepHouse);
      }
      if (random.nextInt(300) == 0) {
        store = open();
      }
    }
    assertThat(everything(open())).isEqualTo(expected);
    assertThat(bytesOnDisk()).isLessThan(10L * Fixtures.BOUNDS.segmentBytes());
  }

  @Test
  void theLedgerIsToldWhatIsHeldAndAgainAfterARestart() {
    EtagStore store = open();
    put(store, "a", "12345");
    put(store, "a", "123");
    put(store, "b", "1");
    resultOf(store.delete(new StoreKey(ACME, "b"), Terms.NONE));
    assertThat(ledger.of(ACME, Holder.ENTRIES)).isEqualTo(4);
    var afterwards = new StorageLedger();
    account = new Account(afterwards, Holder.ENTRIES, Fixtures.memory());
    open();
    assertThat(afterwards.held(ACME)).isEqualTo(4);
  }

  @Test
  void aTornTailIsCutWhereverItIsTorn() throws IOException {
    EtagStore store = open();
    put(store, "a", "first");
    Path file = onlySegment();
    long sound = Files.size(file);
    put(store, "b", "second");
    byte[] whole = Files.readAllBytes(file);
    for (int size = (int) sound; size < whole.length; size++) {
      Files.write(file, Arrays.copyOf(whole, size));
      assertThat(everything(open())).isEqualTo(Map.of("a", "first"));
      assertThat(Files.size(file)).isEqualTo(sound);
    }
  }

  @Test
  void afterATornTailTheLogGoesOn() throws IOException {
    put(open(), "a", "first");
    Files.write(onlySegment(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    put(open(), "b", "second");
    assertThat(everything(open())).isEqualTo(Map.of("a", "first", "b", "second"));
  }

  @Test
  void damageBeforeASoundRecordIsNoTornTail() throws IOException {
    EtagStore store = open();
    put(store, "a", "first");
    put(store, "b", "second");
    put(store, "c", "x".repeat(300));
    int last = (int) Files.size(onlySegment());
    put(store, "d", "fourth");
    byte[] whole = Files.readAllBytes(onlySegment());
    for (int at = 0; at < last; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(onlySegment(), damaged);
      assertThatThrownBy(() -> EmbeddedEtagStore.open(site(), Fixtures.BOUNDS))
          .as("byte %d", at)
          .isInstanceOf(RefusedFileException.class)
          .hasMessageContaining(onlySegment().getFileName().toString());
      assertThat(Files.readAllBytes(onlySegment())).isEqualTo(damaged);
    }
  }

  @Test
  void damageInAFinishedSegmentIsRefusedByName() throws IOException {
    EtagStore store = open();
    IntStream.range(0, 40).forEach(i -> put(store, "k" + i, "x".repeat(1000)));
    Path first = Segments.files(directory).get(0);
    try (var channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {42}), 500);
    }
    assertThatThrownBy(() -> EmbeddedEtagStore.open(site(), Fixtures.BOUNDS))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining(first.getFileName().toString())
        .hasMessageContaining("found damage at byte 16");
  }

  @Test
  void damageThatKeepsALogFromBeingCleanedIsTold() throws IOException {
    EtagStore store = open();
    put(store, "kept", "x".repeat(1000));
    IntStream.range(0, 40).forEach(i -> put(store, "k", "x".repeat(1000)));
    home.run(opened::keepHouse);
    assertThat(opened.trouble()).isEmpty();
    Path first = Segments.files(directory).get(0);
    try (var channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {42}), 500);
    }
    IntStream.range(0, 40).forEach(i -> put(store, "k", "x".repeat(1000)));
    home.run(opened::keepHouse);
    assertThat(opened.trouble().orElseThrow())
        .contains(first.getFileName().toString(), "found damage at byte", "restore a backup");
  }

  @Test
  void whatHasExpiredGivesItsSpaceBack() {
    EtagStore store = open();
    IntStream.range(0, 400).forEach(i -> put(store, "k" + i, "x".repeat(1000)));
    clock.step(Duration.ofHours(1));
    home.run(opened::keepHouse);
    assertThat(resultOf(store.usage(ACME))).isEqualTo(Usage.NONE);
    assertThat(bytesOnDisk()).isLessThan(2L * Fixtures.BOUNDS.segmentBytes());
  }

  @Test
  void aTagIsNewAfterARestartToo() {
    String before = put(open(), "a", "x");
    String after = put(open(), "a", "x");
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void whatWasDoneOnceIsKnownAfterACrash() {
    Terms put = Conditions.once(Conditions.CREATE_ONLY, new StoreKey(ACME, "put"));
    Terms delete = Conditions.once(Precondition.NONE, new StoreKey(ACME, "delete"));
    var key = new StoreKey(ACME, "a");
    var draft = new Draft(Buffer.buffer("x"), Duration.ofHours(1));
    Stored stored = resultOf(open().put(key, draft, put));
    assertThat(resultOf(open().put(key, draft, put))).isEqualTo(stored);
    resultOf(open().delete(key, delete));
    resultOf(open().delete(key, delete));
    assertThat(resultOf(open().put(key, draft, put))).isEqualTo(stored);
    assertThat(resultOf(open().get(key))).isEmpty();
  }

  private Site site() {
    return new Site(directory, clock, home, FileOpener.DISK, account);
  }

  private EtagStore open() {
    opened = home.get(() -> EmbeddedEtagStore.open(site(), Fixtures.BOUNDS));
    return AtHome.store(opened, home);
  }

  private static String put(EtagStore store, String name, String body) {
    var draft = new Draft(Buffer.buffer(body), Duration.ofHours(1));
    var key = new StoreKey(ACME, name);
    return resultOf(store.put(key, draft, Terms.NONE)).tag().opaque();
  }

  private static Map<String, String> everything(EtagStore store) {
    var found = new HashMap<String, String>();
    for (int i = 0; i < 40; i++) {
      for (String name : List.of("k" + i, "a", "b")) {
        resultOf(store.get(new StoreKey(ACME, name)))
            .ifPresent(entry -> found.put(name, entry.body().toString().split("xx*", 2)[0]));
      }
    }
    return found;
  }

  private Path onlySegment() throws IOException {
    List<Path> files = Segments.files(directory);
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private long bytesOnDisk() {
    try {
      return Segments.files(directory).stream().mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

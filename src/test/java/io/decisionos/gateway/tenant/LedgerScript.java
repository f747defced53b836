package io.decisionos.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plays a directory's life to a {@link TenantLedger}, on a clock of its own. */
final class LedgerScript {
  static final Duration GRACE = Duration.ofSeconds(60);

  private final Map<String, FileState<TenantFile>> files = new TreeMap<>();
  private Optional<Fault> trouble = Optional.empty();
  private TenantLedger ledger = TenantLedger.EMPTY;
  private Duration grace = GRACE;
  private long now = 1_000;

  static String active(String id) {
    return "tenant_id: " + id + "\nname: N\nstatus: active\n";
  }

  static String suspended(String id) {
    return "tenant_id: " + id + "\nname: N\nstatus: suspended\n";
  }

  LedgerScript withGrace(Duration other) {
    grace = other;
    return this;
  }

  LedgerScript write(String name, String text) {
    return write(name, text.getBytes(UTF_8));
  }

  LedgerScript write(String name, byte[] content) {
    TenantFile file = new TenantReader().read(name, content);
    files.put(name, new FileState<>(file, Integer.toHexString(Arrays.hashCode(content)), false));
    return look();
  }

  /** Writes without looking, so that several changes are seen at once. */
  LedgerScript with(String name, String text) {
    TenantLedger before = ledger;
    write(name, text);
    ledger = before;
    return this;
  }

  LedgerScript unreadable(String name) {
    Fault fault = Fault.ofFile(name, "permission denied", "a readable file");
    files.put(name, new FileState<>(new TenantReader().unreadable(name, fault), "", false));
    return look();
  }

  LedgerScript missing(String name) {
    files.computeIfPresent(name, (n, file) -> new FileState<>(file.value(), file.sha256(), true));
    return look();
  }

  LedgerScript delete(String name) {
    files.remove(name);
    return look();
  }

  LedgerScript directoryGone() {
    trouble = Optional.of(Fault.ofFile("tenants", "nothing there", "a readable directory"));
    return look();
  }

  LedgerScript directoryBack() {
    trouble = Optional.empty();
    return look();
  }

  LedgerScript wait(Duration time) {
    now += time.toNanos();
    return look();
  }

  /** Looks; a ledger that goes through every file must come to the same. */
  LedgerScript look() {
    var contents =
        new DirectoryContents<>(new TreeMap<>(files), trouble, Optional.empty(), Optional.empty());
    var thorough =
        new TenantLedger(
            ledger.files(), ledger.trouble(), ledger.troubledSince(), ledger.book(), false);
    TenantLedger expected = thorough.apply(contents, now, grace);
    ledger = ledger.apply(contents, now, grace);
    assertThat(said(ledger)).isEqualTo(said(expected));
    return this;
  }

  private static Map<String, Object> said(TenantLedger ledger) {
    TenantBook book = ledger.book();
    var said =
        new HashMap<String, Object>(Map.of("files", ledger.files(), "plain", ledger.plain()));
    said.put("directory", List.of(ledger.trouble(), ledger.troubledSince()));
    said.put("tenants", Set.copyOf(book.tenants()));
    book.ids().forEach(id -> said.put(id.value(), List.of(book.entry(id), book.appliedAt(id))));
    return said;
  }

  TenantLedger ledger() {
    return ledger;
  }

  List<String> faults() {
    return ledger.faults().stream().map(Fault::toString).toList();
  }

  /** The clock skew of a tenant that is known: which version of its file it is. */
  long skew(String id) {
    return ledger.book().known(new TenantId(id)).orElseThrow().clockSkew().toMillis();
  }

  long generation() {
    return ledger.book().generation();
  }

  Optional<Duration> nextExpiry() {
    return ledger.nextExpiry(now, grace);
  }

  Map<String, FileState<TenantFile>> files() {
    return files;
  }

  boolean troubled() {
    return trouble.isPresent();
  }

  long now() {
    return now;
  }

  /** What a caller with this id meets: {@code served}, or a reason code. */
  String answer(String id) {
    return answer(ledger.book(), id);
  }

  static String answer(TenantBook book, String id) {
    var tenant = new TenantId(id);
    return book.served(tenant).isPresent() ? "served" : book.refusal(tenant).type().reasonCode();
  }
}

package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.DiskFault;
import io.decisionos.gateway.disk.Frame;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits records to the tenants' logs. Those that arrive together share one wait for the disk: the
 * first asks home for a commit, and what home runs before it joins. A record is counted when it is
 * on the disk, and nobody hears of it before.
 *
 * <p>For one thread, the site's home.
 */
final class EventLog implements Appender {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private final LogSite site;
  private final TenantLogs logs;
  private final int mostReasons;
  private final Consumer<TenantId> counted;
  private final Map<TenantId, Problem> faults = new TreeMap<>();
  private Map<TenantId, List<Staged>> staged = new LinkedHashMap<>();

  /**
   * @param mostReasons how many different reasons a tenant may have
   * @param counted hears whose counts have changed
   */
  EventLog(LogSite site, TenantLogs logs, int mostReasons, Consumer<TenantId> counted) {
    this.site = site;
    this.logs = logs;
    this.mostReasons = mostReasons;
    this.counted = counted;
  }

  private record Staged(BatchRecord record, ByteBuffer payload, Promise<Void> done) {}

  @Override
  public Future<Integer> append(TenantId tenant, BatchRecord batch, long allowance) {
    TenantLog log;
    try {
      log = logs.of(tenant);
    } catch (IOException e) {
      return Future.failedFuture(DiskFault.problem(e).asException());
    }
    Optional<Future<Integer>> before =
        batch.receipt().flatMap(receipt -> repeated(tenant, log, receipt));
    if (before.isPresent()) {
      return before.get();
    }
    ByteBuffer payload = batch.encode();
    Optional<Problem> refusal = refusal(log, batch, pending(tenant) + payload.limit(), allowance);
    return refusal.isPresent()
        ? Future.failedFuture(refusal.get().asException())
        : stage(tenant, batch, payload).map(batch.events().size());
  }

  /** Commits a record that is in the topic of all gateways already, whatever it holds. */
  Future<Void> take(TenantId tenant, BatchRecord record) {
    return stage(tenant, record, record.encode());
  }

  /** The outcome of a batch that came under the same key before. */
  private Optional<Future<Integer>> repeated(TenantId tenant, TenantLog log, Receipt receipt) {
    Optional<Receipt> known = log.receipt(receipt.key());
    if (known.isPresent()) {
      return Optional.of(
          known.get().body().equals(receipt.body())
              ? Future.succeededFuture(known.get().events())
              : Future.failedFuture(mismatch().asException()));
    }
    return staged.getOrDefault(tenant, List.of()).stream()
        .filter(other -> other.record().receipt().stream().anyMatch(receipt::isUnderSameKey))
        .findFirst()
        .map(other -> other.done().future().compose(v -> repeated(tenant, log, receipt).get()));
  }

  static Problem mismatch() {
    return Problem.of(
        ProblemType.REQUEST_IDEMPOTENCY_MISMATCH,
        "The key was sent with another batch before. Take a new key for each write.");
  }

  private long pending(TenantId tenant) {
    return staged.getOrDefault(tenant, List.of()).stream()
        .mapToLong(other -> other.payload().limit())
        .sum();
  }

  /** Why a tenant may not have so many bytes more, or these reasons. */
  Optional<Problem> refusal(TenantLog log, BatchRecord batch, long added, long allowance) {
    if (log.bytes() + added > allowance) {
      return full("over the tenant's max_storage_gb; ask the operator for more");
    }
    return log.namesWith(batch.events()) > mostReasons
        ? full("more than " + mostReasons + " different reasons; use fewer of them")
        : Optional.empty();
  }

  private static Optional<Problem> full(String why) {
    return Optional.of(
        Problem.of(ProblemType.TENANT_STORAGE_FULL, "Nothing was stored: " + why + "."));
  }

  private Future<Void> stage(TenantId tenant, BatchRecord batch, ByteBuffer payload) {
    if (staged.isEmpty()) {
      site.home().execute(this::commit);
    }
    var one = new Staged(batch, payload, Promise.promise());
    staged.computeIfAbsent(tenant, t -> new ArrayList<>()).add(one);
    return one.done().future();
  }

  /** Brings what is staged to the disk, counts it and answers, whatever goes wrong meanwhile. */
  void commit() {
    Map<TenantId, List<Staged>> all = staged;
    staged = new LinkedHashMap<>();
    Map<TenantId, Problem> failed = new TreeMap<>();
    all.forEach((tenant, batches) -> guarded(tenant, failed, log -> write(log, batches)));
    sound(all, failed).forEach(tenant -> guarded(tenant, failed, TenantLog::force));
    sound(all, failed)
        .forEach(tenant -> guarded(tenant, failed, log -> count(tenant, log, all.get(tenant))));
    all.forEach((tenant, batches) -> answer(batches, failed.get(tenant)));
  }

  private static List<TenantId> sound(
      Map<TenantId, List<Staged>> all, Map<TenantId, Problem> failed) {
    return all.keySet().stream().filter(tenant -> !failed.containsKey(tenant)).toList();
  }

  /** Work on the disk for one tenant. */
  private interface Work {
    void on(TenantLog log) throws IOException;
  }

  private void guarded(TenantId tenant, Map<TenantId, Problem> failed, Work work) {
    try {
      work.on(logs.find(tenant).orElseThrow());
    } catch (IOException e) {
      Problem problem = DiskFault.problem(e);
      if (faults.put(tenant, problem) == null) {
        LOG.error("cannot write events tenant={} cause={}", tenant, e.toString());
      }
      failed.put(tenant, problem);
    } catch (RuntimeException | Error e) {
      LOG.error("committing events failed tenant={}", tenant, e);
      failed.put(tenant, unknown());
    }
  }

  private static Problem unknown() {
    return Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "the gateway failed and the events may be stored; read before repeating them")
        .with("outcome", "unknown");
  }

  private void write(TenantLog log, List<Staged> batches) throws IOException {
    int bytes = batches.stream().mapToInt(one -> Frame.HEAD + one.payload().limit()).sum();
    ByteBuffer frames = ByteBuffer.allocate(bytes);
    batches.forEach(one -> Frame.put(frames, one.payload()));
    log.append(frames.flip(), LocalDate.ofInstant(site.clock().instant(), ZoneOffset.UTC));
  }

  private void count(TenantId tenant, TenantLog log, List<Staged> batches) {
    if (faults.remove(tenant) != null) {
      LOG.info("events can be written again tenant={}", tenant);
    }
    long before = log.version();
    batches.forEach(one -> log.count(one.record()));
    if (log.version() > before) {
      counted.accept(tenant);
    }
  }

  private static void answer(List<Staged> batches, Problem failure) {
    for (Staged one : batches) {
      if (failure == null) {
        one.done().complete();
      } else {
        one.done().fail(failure.asException());
      }
    }
  }

  /** Tries whether what could not be written can be again. */
  void probe() {
    for (TenantId tenant : List.copyOf(faults.keySet())) {
      if (!staged.containsKey(tenant)) {
        stage(tenant, BatchRecord.NOTHING, BatchRecord.NOTHING.encode());
      }
    }
  }

  /** Why tenants' events cannot be written at the moment. */
  Map<TenantId, Problem> faults() {
    return Map.copyOf(faults);
  }
}

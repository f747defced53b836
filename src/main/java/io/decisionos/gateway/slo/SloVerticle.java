package io.decisionos.gateway.slo;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.disk.GatewayName;
import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the counts of all tenants, writes them down, judges them every five seconds and says how
 * they stand. A worker verticle, one instance.
 */
public final class SloVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SloVerticle.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long JUDGE_MS = 5_000;
  private static final long WRITE_MS = 60_000;
  private static final long EXCHANGE_MS = 2_000;
  private static final long FORGET_SECONDS = Duration.ofDays(4).toSeconds();

  private final Bus bus;
  private final Clock clock;
  private final Supplier<SloValues> defaults;
  private final Home home;
  private final SloFiles files;
  private final SloNews news;
  private final PerfMemory perf;
  private final Map<TenantId, TenantCounts> tenants = new HashMap<>();
  private Map<TenantId, Counts> unwritten = new HashMap<>();
  private TenantBook book = TenantBook.EMPTY;
  private Optional<SloExchange> exchange = Optional.empty();
  private boolean failing;

  /**
   * Where counts are kept and shown.
   *
   * @param directory of the counts
   * @param sheets where gateways show each other what they count, if there are several
   */
  public record Home(Path directory, Optional<TenantSheets> sheets) {}

  /**
   * A verticle that has not started.
   *
   * @param defaults the targets of tenants without their own, as they are now
   * @param news hears how each tenant stands
   * @param perf what evidence says
   */
  public SloVerticle(
      Bus bus,
      Home home,
      Supplier<SloValues> defaults,
      SloNews news,
      Perf.Source perf,
      Clock clock) {
    this.bus = bus;
    this.files = new SloFiles(home.directory());
    this.home = home;
    this.defaults = defaults;
    this.news = news;
    this.perf = new PerfMemory(perf);
    this.clock = clock;
  }

  /** Completes when the counts of earlier runs are known. */
  @Override
  public Future<?> start() throws IOException {
    files.restore(now(), new Restoring());
    if (home.sheets().isPresent()) {
      String name = GatewayName.of(home.directory());
      exchange =
          Optional.of(
              new SloExchange(
                  home.sheets().get(), name, id -> SloSheet.of(now(), w -> own(id, w, now()))));
    }
    return bus.listen(SloChannels.COUNTED, this::count)
        .compose(v -> bus.listen(TenantChannels.CHANGED, this::turn))
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(
            current -> {
              turn(current);
              vertx.setPeriodic(JUDGE_MS, id -> judge());
              vertx.setPeriodic(WRITE_MS, id -> write());
              exchange.ifPresent(
                  with -> vertx.setPeriodic(EXCHANGE_MS, id -> with.turn(List.copyOf(book.ids()))));
              return bus.answer(SloChannels.STATUS, q -> whole(q.of()));
            })
        .compose(
            v ->
                bus.answer(
                    SloChannels.OVERVIEW,
                    q -> Future.succeededFuture(answer(new SloOverview(all()).json(q)))));
  }

  @Override
  public Future<?> stop() {
    write();
    return Future.succeededFuture();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private void turn(TenantBook next) {
    // The answer to our question may be older than an announcement that came before it.
    if (next.generation() >= book.generation()) {
      book = next;
    }
  }

  private void count(SloChannels.Counted counted) {
    counted
        .tenants()
        .forEach(
            (id, counts) -> {
              of(id).add(counted.second(), counts);
              exchange.ifPresent(with -> with.counted(id));
              unwritten.merge(id, counts, Counts::plus);
            });
  }

  private TenantCounts of(TenantId id) {
    return tenants.computeIfAbsent(id, added -> new TenantCounts());
  }

  private static SloChannels.Status answer(JsonObject json) {
    return new SloChannels.Status(json);
  }

  private SloStatus status(Tenant tenant) {
    long now = now();
    return SloStatus.of(tenant, defaults.get(), window -> all(tenant.id(), window, now));
  }

  /** What all gateways have counted, as far as is known here. */
  private Counts all(TenantId id, SloWindow window, long now) {
    Counts own = own(id, window, now);
    return exchange.map(with -> own.plus(with.in(id, window, now))).orElse(own);
  }

  private Counts own(TenantId id, SloWindow window, long now) {
    TenantCounts counts = tenants.get(id);
    return counts == null ? Counts.NONE : counts.in(window, now);
  }

  private Future<Void> look(TenantId id) {
    return exchange.map(with -> with.look(id).otherwiseEmpty()).orElse(Future.succeededFuture());
  }

  /** With what the newest evidence says; without it, if that cannot be had now. */
  private Future<SloChannels.Status> whole(Tenant tenant) {
    Future<Void> looked = look(tenant.id());
    return perf.newest(tenant.id())
        .otherwise(Optional.empty())
        .compose(found -> looked.map(found))
        .map(
            found ->
                answer(
                    status(tenant)
                        .with(
                            found
                                .map(perf -> perf.against(tenant, defaults.get()))
                                .orElse(List.of()))
                        .json()));
  }

  /** The tenants that were answered anything; all others have no data. */
  private List<SloStatus> all() {
    var answered = new TreeSet<>(tenants.keySet());
    exchange.ifPresent(with -> answered.addAll(with.tenants()));
    return answered.stream().flatMap(id -> book.known(id).stream()).map(this::status).toList();
  }

  private void judge() {
    long forgotten = now() - FORGET_SECONDS;
    tenants
        .entrySet()
        .removeIf(
            entry -> book.known(entry.getKey()).isEmpty() && entry.getValue().latest() < forgotten);
    news.tell(all(), clock.instant());
  }

  /** Writes down what was counted; what cannot be written is kept for the next time. */
  private void write() {
    try {
      if (!unwritten.isEmpty()) {
        files.append(now(), unwritten);
        unwritten = new HashMap<>();
      }
      files.compact(now());
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("the counts of SLOs cannot be written down for now", e);
      }
      failing = true;
    }
  }

  /** Takes in what earlier runs have counted. */
  private final class Restoring implements SloFiles.Reader {
    @Override
    public void minute(long second, Map<TenantId, Counts> counts) {
      counts.forEach((id, added) -> of(id).add(second, added));
    }

    @Override
    public void hour(long second, Map<TenantId, Counts> counts) {
      counts.forEach((id, added) -> of(id).addHour(second, added));
    }
  }
}

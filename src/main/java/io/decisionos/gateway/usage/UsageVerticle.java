package io.decisionos.gateway.usage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.GatewayName;
import io.decisionos.gateway.limit.RequestCosts;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.tenant.Billing;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.work.Split;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps account of what tenants take, writes it down every five seconds and says it. A worker
 * verticle, one instance.
 */
public final class UsageVerticle extends VerticleBase {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long WRITE_MS = 5_000;
  private static final long SPLIT_MS = 1_000;
  private static final long GUARD_MS = 10_000;
  private static final long EXCHANGE_MS = 2_000;

  private final Bus bus;
  private final Home home;
  private final SharedHoldings shared;
  private final UsageKeeper keeper;
  private final CostNews news;
  private final RequestCosts costs;
  private final Clock clock;
  private Map<TenantId, Long> answered = new HashMap<>();
  private TenantBook tenants = TenantBook.EMPTY;
  private List<TenantId> ids = List.of();
  private List<Tenant> budgeted = List.of();
  private Optional<UsageExchange> exchange = Optional.empty();

  /**
   * Where usage is kept and told.
   *
   * @param directory of the hours' files
   * @param ledger what tenants hold
   * @param storage completes when the ledger knows what the storage holds of a tenant
   * @param sheets where gateways show each other what they count, if there are several
   */
  public record Home(
      Path directory,
      StorageLedger ledger,
      Function<TenantId, Future<Void>> storage,
      Optional<TenantSheets> sheets) {}

  /**
   * A verticle that has not started.
   *
   * @param costs are told what requests take
   */
  public UsageVerticle(Bus bus, Home home, RequestCosts costs, Clock clock) {
    this.bus = bus;
    this.costs = costs;
    this.clock = clock;
    this.home = home;
    this.news = new CostNews(bus);
    this.shared = new SharedHoldings(home.storage());
    this.keeper =
        new UsageKeeper(new HourFiles(home.directory(), Durable::write), clock, this::held);
  }

  private Holdings held(TenantId tenant) {
    StorageLedger ledger = home.ledger();
    return new Holdings(ledger.held(tenant), ledger.of(tenant, StorageLedger.Holder.EVIDENCE));
  }

  /** Completes when what earlier runs have counted is known. */
  @Override
  public Future<?> start() throws IOException {
    keeper.open();
    if (home.sheets().isPresent()) {
      String name = GatewayName.of(home.directory());
      exchange = Optional.of(new UsageExchange(home.sheets().get(), name, keeper.book()));
    }
    return bus.listen(UsageChannels.COUNTED, this::count)
        .compose(v -> bus.listen(TenantChannels.CHANGED, this::turn))
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(
            current -> {
              turn(current);
              vertx.setPeriodic(SPLIT_MS, id -> split());
              vertx.setPeriodic(WRITE_MS, id -> write());
              vertx.setPeriodic(GUARD_MS, id -> guard());
              exchange.ifPresent(e -> vertx.setPeriodic(EXCHANGE_MS, id -> exchange()));
              return bus.answer(
                  UsageChannels.TENANT,
                  q ->
                      look(q.tenant())
                          .map(
                              seen ->
                                  report(q.window(), List.of(q.tenant()), id -> q.of().billing())));
            })
        .compose(
            v ->
                bus.answer(
                    UsageChannels.OVERVIEW,
                    q -> exchange().map(done -> report(q.window(), keeper.book().tenants()))));
  }

  @Override
  public Future<?> stop() {
    split();
    write();
    return exchange();
  }

  /** What cannot be exchanged now is the next time. */
  private Future<Void> exchange() {
    return exchange.map(with -> with.turn(ids)).orElse(Future.succeededFuture());
  }

  private Future<Void> look(TenantId tenant) {
    Future<Void> told =
        exchange.map(with -> with.look(tenant).otherwiseEmpty()).orElse(Future.succeededFuture());
    return Future.join(told, shared.look(tenant)).mapEmpty();
  }

  private void turn(TenantBook next) {
    // The answer to our question may be older than an announcement that came before it.
    if (next.generation() >= tenants.generation()) {
      tenants = next;
      ids = List.copyOf(next.tenants().stream().map(Tenant::id).toList());
      budgeted =
          next.tenants().stream()
              .filter(tenant -> tenant.billing().monthlyBudget().isPresent())
              .toList();
    }
  }

  private void count(UsageChannels.Counted counted) {
    keeper.count(counted.tenants());
    counted
        .tenants()
        .forEach((tenant, amounts) -> answered.merge(tenant, amounts.requests(), Long::sum));
  }

  /** Counts the processor time of the last second. */
  private void split() {
    Split split = bus.work().split();
    var nanos = new HashMap<TenantId, Long>();
    long nobody = split.nobody();
    for (Map.Entry<Object, Long> party : split.parties().entrySet()) {
      if (party.getKey() instanceof TenantId tenant) {
        nanos.put(tenant, party.getValue());
      } else {
        nobody += party.getValue();
      }
    }
    var taken = new HashMap<TenantId, Amounts>();
    nanos.forEach((tenant, took) -> taken.put(tenant, Amounts.ofCpu(took)));
    keeper.count(taken);
    keeper.countNobodys(nobody);
    costs.second(nanos, answered);
    answered = new HashMap<>();
  }

  private void write() {
    // Of many thousands few hold anything or have taken anything.
    Set<TenantId> seen = new HashSet<>(home.ledger().holding());
    seen.addAll(keeper.book().tenants());
    seen.removeIf(id -> tenants.known(id).isEmpty());
    keeper.write(seen);
    shared.turn(ids);
  }

  /** Tells what the costs of tenants with a budget have come to. */
  private void guard() {
    keeper.count(Map.of());
    news.tell(budgeted.stream().flatMap(this::findings).toList(), clock.instant());
  }

  /** Who has taken nothing has cost nothing, and no history of it. */
  private Stream<Guard.Finding> findings(Tenant tenant) {
    return keeper.book().known(tenant.id()).stream()
        .flatMap(usage -> findings(tenant, usage.costs()));
  }

  private Stream<Guard.Finding> findings(Tenant tenant, CostHistory costs) {
    UsageBook book = keeper.book();
    Billing billing = tenant.billing();
    BigDecimal now = Cost.of(billing, costs.ofHour(book.hour()), Cost.monthOf(book.hour()));
    return Stream.concat(
        Guard.budget(tenant, Cost.of(billing, book.hour(), costs)).stream(),
        Guard.spike(tenant, costs.before(book.hour(), billing), now).stream());
  }

  private UsageReport report(UsageWindow window, Collection<TenantId> of) {
    return report(window, of, id -> tenants.known(id).map(Tenant::billing).orElse(Billing.NONE));
  }

  private UsageReport report(
      UsageWindow window, Collection<TenantId> of, Function<TenantId, Billing> billing) {
    UsageBook book = keeper.book();
    return new UsageReport(
        window,
        of.stream().sorted().map(id -> entry(window, id, billing.apply(id))).toList(),
        book.nobody().in(window).cpuNanos(),
        idle(window));
  }

  private OptionalLong idle(UsageWindow window) {
    if (exchange.isPresent()) {
      return OptionalLong.empty();
    }
    UsageBook book = keeper.book();
    long spent = book.nobody().in(window).cpuNanos();
    for (TenantId tenant : book.tenants()) {
      spent += book.of(tenant).in(window).cpuNanos();
    }
    long there = keeper.counted(window).toNanos() * Runtime.getRuntime().availableProcessors();
    return OptionalLong.of(Math.max(0, there - spent));
  }

  private UsageReport.Entry entry(UsageWindow window, TenantId id, Billing billing) {
    UsageBook book = keeper.book();
    return book.known(id)
        .map(
            usage ->
                new UsageReport.Entry(
                    id,
                    usage.in(window),
                    keeper.held(id),
                    Cost.of(billing, book.hour(), usage.costs())))
        .orElseGet(
            () -> new UsageReport.Entry(id, Amounts.NONE, keeper.held(id), Cost.none(billing)));
  }
}

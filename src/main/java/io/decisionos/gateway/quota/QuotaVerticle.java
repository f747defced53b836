package io.decisionos.gateway.quota;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.disk.DiskFault;
import io.decisionos.gateway.limit.LocalRates;
import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what is remembered of tenants' limits, and writes down who their users are. A worker
 * verticle, one instance.
 */
public final class QuotaVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaVerticle.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long SWEEP_MS = 1000;
  private static final long TELL_MS = 250;

  private final Bus bus;
  private final LocalRates rates;
  private final UserCensus census;
  private final UserFiles files;
  private final UserNews news;
  private final Clock clock;
  private final Optional<UserExchange> exchange;
  private final Map<TenantId, List<UserCensus.Note>> unwritten = new HashMap<>();
  private final Set<TenantId> failing = new HashSet<>();
  private TenantBook book = TenantBook.EMPTY;
  private long day;

  /**
   * What the verticle looks after, besides its files.
   *
   * @param register where other gateways tell of the same tenants' users, if there is one
   */
  public record Charges(
      LocalRates rates, UserCensus census, UserNews news, Optional<UserRegister> register) {}

  /**
   * A verticle that has not started.
   *
   * @param directory of the users' files
   * @param clock the wall clock, for days and for what operators read
   */
  public QuotaVerticle(Bus bus, Charges charges, Path directory, Clock clock) {
    this.bus = bus;
    this.rates = charges.rates();
    this.census = charges.census();
    this.news = charges.news();
    this.files = new UserFiles(directory);
    this.clock = clock;
    this.exchange =
        charges.register().map(register -> new UserExchange(register, census, this::compact));
  }

  /** Completes when the tenants and their users are known. */
  @Override
  public Future<?> start() throws IOException {
    day = today();
    files.open(day).forEach(this::restore);
    return bus.listen(TenantChannels.CHANGED, this::turn)
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(
            current -> {
              turn(current);
              vertx.setPeriodic(SWEEP_MS, id -> sweep());
              exchange.ifPresent(others -> vertx.setPeriodic(TELL_MS, id -> tell(others)));
              return bus.answer(QuotaChannels.FORGET, this::forget);
            });
  }

  private void restore(TenantId tenant, Map<String, Seen> users) {
    census.restore(tenant, users);
    exchange.ifPresent(others -> others.restored(tenant, users));
  }

  /** Tells other gateways at once whom they have to count, too. */
  private void tell(UserExchange others) {
    write();
    others.tell(day).onFailure(QuotaVerticle::notExchanged);
  }

  /** Looks for whom other gateways have seen, also of tenants that nobody has called here. */
  private void look(UserExchange others) {
    List<TenantId> counted =
        book.tenants().stream()
            .filter(tenant -> tenant.limits().maxUsers().isPresent())
            .map(Tenant::id)
            .toList();
    others.look(counted, day).onFailure(QuotaVerticle::notExchanged);
  }

  private static void notExchanged(Throwable cause) {
    LOG.debug("users are not exchanged cause={}", cause.toString());
  }

  @Override
  public Future<?> stop() {
    write();
    return Future.succeededFuture();
  }

  private long today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
  }

  private void turn(TenantBook next) {
    // The answer to our question may be older than an announcement that came before it.
    if (next.generation() >= book.generation()) {
      book = next;
    }
  }

  private void sweep() {
    rates.sweep(this::hasRate, System.nanoTime()).forEach(this::tellCalm);
    long now = today();
    if (now != day) {
      day = now;
      census.expire(day).forEach(this::compact);
    }
    write();
    exchange.ifPresent(this::look);
    news.tell(census.tenants().stream().flatMap(id -> book.known(id).stream()).toList(), day);
  }

  private boolean hasRate(TenantId id) {
    return book.known(id).flatMap(tenant -> tenant.limits().maxQps()).isPresent();
  }

  private void tellCalm(TenantId tenant) {
    bus.announce(
        Notice.POSTED,
        new Notice(
            clock.instant(),
            Notice.Level.INFO,
            "tenant.within_rate",
            Optional.of(tenant.value()),
            "refused nothing for a minute: within limits.max_qps again"));
  }

  /** Writes down who was seen; what cannot be written of a tenant is kept for the next time. */
  private void write() {
    census
        .takeNotes()
        .forEach(
            note -> {
              unwritten.computeIfAbsent(note.tenant(), id -> new ArrayList<>()).add(note);
              exchange.ifPresent(
                  others -> others.noted(note.tenant(), note.subject(), note.seen()));
            });
    unwritten.entrySet().removeIf(entry -> isWritten(entry.getKey(), entry.getValue()));
    failing.retainAll(unwritten.keySet());
  }

  private boolean isWritten(TenantId tenant, List<UserCensus.Note> notes) {
    try {
      files.append(tenant, notes);
      return true;
    } catch (IOException e) {
      warn(tenant, e);
      return false;
    }
  }

  private void compact(TenantId tenant) {
    try {
      files.replace(tenant, census.users(tenant));
    } catch (IOException e) {
      warn(tenant, e);
    }
  }

  private void warn(TenantId tenant, IOException cause) {
    if (failing.add(tenant)) {
      LOG.warn("users cannot be written down for now tenant={}", tenant, cause);
    }
  }

  private Future<QuotaChannels.Forgotten> forget(QuotaChannels.Forget asked) {
    return exchange
        .map(others -> others.forget(asked.tenant(), asked.subject()))
        .orElseGet(Future::succeededFuture)
        .compose(v -> forgetHere(asked));
  }

  private Future<QuotaChannels.Forgotten> forgetHere(QuotaChannels.Forget asked) {
    int users = census.forget(asked.tenant(), asked.subject());
    // What is not written yet is of users who may be gone now.
    write();
    try {
      files.replace(asked.tenant(), census.users(asked.tenant()));
      return Future.succeededFuture(new QuotaChannels.Forgotten(users));
    } catch (IOException e) {
      return Future.failedFuture(DiskFault.problem(e).asException());
    }
  }
}

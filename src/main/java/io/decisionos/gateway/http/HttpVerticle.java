package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.limit.Limiters;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tenants' listener: one instance for each event loop, all on one port. Holds the book that is
 * in force on its loop.
 */
public final class HttpVerticle extends VerticleBase {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Bus bus;
  private final ListenerParts parts;
  private final List<RouteSource> sources;
  private final Limiters limiters;
  private TenantBook book = TenantBook.EMPTY;
  private Listener listener;

  /**
   * A verticle that does not listen yet.
   *
   * @param limiters shared by all event loops
   * @param sources the features' routes, asked once in this verticle's context
   */
  public HttpVerticle(Bus bus, ListenerParts parts, Limiters limiters, List<RouteSource> sources) {
    this.bus = bus;
    this.parts = parts;
    this.limiters = limiters;
    this.sources = sources;
  }

  /** Completes when the port is open. */
  @Override
  public Future<?> start() {
    return bus.listen(TenantChannels.CHANGED, this::turn)
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(
            current -> {
              turn(current);
              return Future.all(sources.stream().map(source -> source.routes(vertx)).toList());
            })
        .compose(
            found -> {
              var routes = new ArrayList<Route>();
              found.<List<Route>>list().forEach(routes::addAll);
              Optional<SignatureGate> signatures = signatures();
              var callers =
                  CallerGate.ofTenants(parts.access().callers().get(), signatures.isPresent());
              var admission = new TenantAdmission(callers, signatures, () -> book, limits());
              listener = new Listener(vertx, parts, new RouteTable(routes), admission);
              parts.instruments().loops().measure(vertx);
              return listener.open(bus);
            })
        .onSuccess(parts.opened());
  }

  private LimitGate limits() {
    var rates = new RateGate(limiters.rates(), notice -> bus.announce(Notice.POSTED, notice));
    var overload = OverloadGate.open(vertx, bus.waits(), limiters, parts.instruments().meters());
    return new LimitGate(rates, overload, new UserGate(limiters.users()));
  }

  private Optional<SignatureGate> signatures() {
    boolean secure = parts.bind().tls().isSecure();
    return parts.access().signing().map(signing -> new SignatureGate(signing, secure));
  }

  /** Completes when the requests in flight are done, or their time is over. */
  @Override
  public Future<?> stop() {
    return listener == null ? Future.succeededFuture() : listener.shutdown(DRAIN);
  }

  private void turn(TenantBook next) {
    // The answer to our question may be older than an announcement that came before it.
    if (next.generation() >= book.generation()) {
      book = next;
    }
  }
}

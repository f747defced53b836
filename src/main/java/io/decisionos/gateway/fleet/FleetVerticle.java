package io.decisionos.gateway.fleet;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fleet.Meeting.Roll;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.text.Version;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Shows this gateway to the others a few times a second, and keeps a view of them. A worker
 * verticle, one instance: it makes digests of thousands of files.
 */
public final class FleetVerticle extends VerticleBase {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long BEAT_MS = 500;
  private static final long KNOWN_MS = 2 * BEAT_MS + 200;
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(Members.LOST_MILLIS);

  private final Bus bus;
  private final Optional<Meeting.At> meeting;
  private final Itself itself;
  private final Clock clock;
  private final FleetNews news;
  private final Instant started;
  private final String version = Version.text();
  private final TenantPrints tenantPrints = new TenantPrints();
  private final DriftWatch drift = new DriftWatch();
  private Map<String, String> tenants = Map.of();
  private TenantBook book = TenantBook.EMPTY;
  private TenantBook printed = TenantBook.EMPTY;
  private Set<Integer> differing = Set.of();
  private FleetView view;
  private long metNanos;
  private Future<Void> beat = Future.succeededFuture();
  private boolean isLeaving;

  /**
   * A verticle that has not started.
   *
   * @param meeting where others are met; empty for a gateway that looks for none
   */
  public FleetVerticle(
      Bus bus, Optional<Meeting.At> meeting, Itself itself, Clock clock, MeterRegistry meters) {
    this.bus = bus;
    this.meeting = meeting;
    this.itself = itself;
    this.clock = clock;
    this.news = new FleetNews(bus, clock, meters);
    this.started = clock.instant();
  }

  /** Completes when this gateway has shown itself, or nobody could be met. */
  @Override
  public Future<?> start() {
    return bus.listen(TenantChannels.CHANGED, this::turn)
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(
            current -> {
              turn(current);
              return meeting.isPresent() ? join() : Future.succeededFuture();
            })
        .compose(v -> bus.answer(FleetChannels.VIEW, q -> Future.succeededFuture(answer())))
        .compose(v -> bus.answer(FleetChannels.CHECK, q -> Future.succeededFuture(check())))
        .onSuccess(v -> meeting.ifPresent(m -> vertx.setPeriodic(BEAT_MS, id -> meet())));
  }

  private Future<Void> join() {
    see(nobody());
    return meet().compose(v -> untilKnown());
  }

  private Roll nobody() {
    return new Roll(clock.millis(), false, List.of());
  }

  /** Others must know of this gateway before it takes requests, as they leave it its part. */
  private Future<Void> untilKnown() {
    return view.live() == 1
        ? Future.succeededFuture()
        : vertx.timer(KNOWN_MS, TimeUnit.MILLISECONDS).compose(v -> meet());
  }

  /** Completes when this gateway has left; a beat after that would show one that is lost. */
  @Override
  public Future<?> stop() {
    isLeaving = true;
    return beat.compose(v -> meeting.map(this::leave).orElseGet(Future::succeededFuture));
  }

  private Future<Void> leave(Meeting.At at) {
    return at.meeting().meet(itself.instance(), "").<Void>mapEmpty().otherwiseEmpty();
  }

  private void turn(TenantBook next) {
    // The answer to our question may be older than an announcement that came before it.
    if (next.generation() >= book.generation()) {
      book = next;
    }
  }

  /** Digests are made when they are shown: who is alone may never be asked for any. */
  private Beat own() {
    if (!printed.equals(book)) {
      tenants = tenantPrints.of(book);
      printed = book;
    }
    var files = new HashMap<>(tenants);
    files.putAll(itself.files().get());
    Prints prints = Prints.of(files);
    return new Beat(
        itself.instance(),
        itself.name().get(),
        version,
        itself.addresses().get(),
        started.toString(),
        itself.draining().getAsBoolean(),
        book.generation(),
        prints.fingerprint(),
        prints.rooms(),
        prints.told(differing));
  }

  /** One beat; completes when it is over, whatever came of it. */
  private Future<Void> meet() {
    if (!beat.isComplete() || isLeaving || meeting.isEmpty()) {
      return Future.succeededFuture();
    }
    beat =
        Again.attempt(() -> meeting.get().meeting().meet(itself.instance(), own().encode()))
            .onSuccess(this::heard)
            .onFailure(this::unheard)
            .transform(met -> Future.succeededFuture());
    return beat;
  }

  private void heard(Roll roll) {
    see(roll);
    bus.announce(FleetChannels.SEEN, new FleetChannels.Seen(view.live()));
  }

  private void see(Roll roll) {
    metNanos = System.nanoTime();
    Beat own = own();
    var members = Members.of(own, roll);
    List<Beat> live =
        members.stream()
            .filter(member -> member.state() == FleetView.State.LIVE)
            .map(FleetView.Member::beat)
            .toList();
    differing = DriftWatch.differingRooms(live);
    Optional<String> trouble =
        roll.isFull() ? Optional.of("there is no place for one more") : Optional.empty();
    view = new FleetView(members, drift.look(live, metNanos), trouble);
    news.tell(view);
  }

  /** What was seen last goes on; it is said once it is too old. */
  private void unheard(Throwable cause) {
    if (System.nanoTime() - metNanos > FRESH_NANOS) {
      view =
          new FleetView(
              view.members(), view.drift(), Optional.of(String.valueOf(cause.getMessage())));
    }
  }

  private FleetChannels.View answer() {
    if (meeting.isEmpty()) {
      see(nobody());
    }
    return new FleetChannels.View(view.json());
  }

  private Check check() {
    return meeting.map(at -> FleetCheck.of(view, at.redis())).orElseGet(FleetCheck::alone);
  }
}

package io.decisionos.gateway.app;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.access.SignedNonces;
import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fleet.FleetSettings;
import io.decisionos.gateway.fleet.Meeting;
import io.decisionos.gateway.http.Idempotency;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.HeapPlan;
import io.decisionos.gateway.limit.MemoryLedger;
import io.decisionos.gateway.limit.RateLeases;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.decisionos.gateway.storage.GatewayRoll;
import io.decisionos.gateway.storage.RedisTopology;
import io.decisionos.gateway.storage.StorageChannels;
import io.decisionos.gateway.storage.StorageChannels.UsageQuery;
import io.decisionos.gateway.storage.StorageCheck;
import io.decisionos.gateway.storage.StorageMeters;
import io.decisionos.gateway.storage.StorageNews;
import io.decisionos.gateway.storage.StorageRoutes;
import io.decisionos.gateway.storage.StorageSettings;
import io.decisionos.gateway.storage.StorageVerticle;
import io.decisionos.gateway.storage.StoredAnswers;
import io.decisionos.gateway.storage.StoredNonces;
import io.decisionos.gateway.storage.StoredSheets;
import io.decisionos.gateway.storage.StoredUsers;
import io.decisionos.gateway.storage.embedded.Bounds;
import io.decisionos.gateway.storage.embedded.EmbeddedStorage;
import io.decisionos.gateway.storage.redis.RedisStorage;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the storage is put together, whichever backend the settings name. */
record StoragePart(
    Bus bus,
    Machine machine,
    StorageSettings settings,
    Duration patience,
    StorageLedger ledger,
    MemoryLedger memory) {
  private static final int SEGMENT_BYTES = 16 << 20;

  /** The part for these settings; nothing is held yet. */
  static StoragePart of(Bus bus, Machine machine, GatewayConfig.Fixed fixed) {
    return new StoragePart(
        bus,
        machine,
        fixed.storage(),
        fixed.patience(),
        new StorageLedger(),
        MemoryLedger.of(HeapPlan.ofProcess()));
  }

  /** What the storage is put into. */
  record Home(Parts parts, Path data, int eventLoops, MeterRegistry meters) {}

  /** Starts the storage's verticles; what they hold is given back when the parts stop. */
  Future<Void> start(Home home) {
    return switch (settings.kind()) {
      case EMBEDDED -> embedded(home);
      case REDIS -> redis(home);
    };
  }

  private Future<Void> embedded(Home home) {
    var storage =
        new EmbeddedStorage(
            home.data().resolve("store"),
            entries(),
            nonces(),
            machine.clock(),
            machine.disk(),
            ledger,
            memory);
    StorageMeters.ofMemory(home.meters(), memory);
    var etags =
        StorageVerticle.ofEntries(
            bus,
            storage::openEtags,
            news("the store of entries", StorageMeters.ofEntries(home.meters())));
    var guard =
        StorageVerticle.ofNonces(
            bus,
            storage::openGuard,
            news("the store of nonces", StorageMeters.ofNonces(home.meters())));
    return home.parts()
        .worker("storage-entries", etags)
        .compose(v -> home.parts().worker("storage-nonces", guard));
  }

  private Future<Void> redis(Home home) {
    var storage =
        new RedisStorage(settings.redis(), settings.tenantPercent(), machine.clock(), bus.tracer());
    var news =
        news(
            "Redis", StorageMeters.ofEntries(home.meters()), StorageMeters.ofNonces(home.meters()));
    return home.parts()
        .eventLoop(
            "storage", () -> StorageVerticle.ofAll(bus, storage::open, news), home.eventLoops());
  }

  private StorageNews news(String what, StorageMeters... meters) {
    return new StorageNews(bus, machine.clock(), what, List.of(meters));
  }

  private Bounds entries() {
    return new Bounds(
        settings.maxEntries(), settings.maxBytes(), settings.tenantPercent(), SEGMENT_BYTES);
  }

  private Bounds nonces() {
    return new Bounds(
        settings.maxNonces(), Long.MAX_VALUE, settings.tenantPercent(), SEGMENT_BYTES);
  }

  ReadinessCheck check() {
    return StorageCheck.of(bus, settings, memory);
  }

  RouteSource routes(Seal seal) {
    // What Redis tells of a tenant is one sum, which the ledger has under entries.
    Holder nonces =
        switch (settings.kind()) {
          case EMBEDDED -> Holder.NONCES;
          case REDIS -> Holder.ENTRIES;
        };
    return StorageRoutes.source(bus, patience, seal, ledger, nonces);
  }

  /** Where the nonces of signed requests are used up. */
  SignedNonces signedNonces() {
    return new StoredNonces(bus, patience);
  }

  /** How many bytes a feature may hold for a tenant beside what the others hold. */
  Future<Long> allowance(Tenant tenant, Holder holder) {
    return tenant.limits().maxStorageGb().isEmpty()
        ? Future.succeededFuture(Long.MAX_VALUE)
        // While the storage does not answer, nothing is refused for what it may hold.
        : told(tenant.id()).otherwiseEmpty().map(v -> ledger.allowance(tenant, holder));
  }

  /** Completes when the ledger knows what the storage holds; the embedded one has told it. */
  Future<Void> told(TenantId tenant) {
    return switch (settings.kind()) {
      case EMBEDDED -> Future.succeededFuture();
      case REDIS ->
          bus.ask(StorageChannels.USAGE, new UsageQuery(tenant), patience)
              .onSuccess(usage -> ledger.set(tenant, Holder.ENTRIES, usage.bytes()))
              .mapEmpty();
    };
  }

  /** Where gateways that share this storage meet; empty if it cannot be shared. */
  Optional<Meeting.At> meeting() {
    return switch (settings.kind()) {
      case EMBEDDED -> Optional.empty();
      case REDIS -> Optional.of(new Meeting.At(word(settings.redis().topology()), this::meet));
    };
  }

  /** The kind of a Redis, as operators are told it. */
  static String word(RedisTopology redis) {
    return switch (redis.kind()) {
      case ADDRESSES -> redis.addresses().size() == 1 ? "one" : "replicas";
      case SENTINEL -> "sentinel";
      case CLUSTER -> "cluster";
    };
  }

  /** Leases parts of rates at this storage. */
  Future<List<Optional<RateLeases.Lease>>> lease(List<RateLeases.Ask> asks) {
    return bus.ask(StorageChannels.LEASE, new StorageChannels.LeaseBatch(asks), patience)
        .map(StorageChannels.Leased::leases);
  }

  /** Where users are counted for all gateways; empty if there is only this one. */
  Optional<UserRegister> users(FleetSettings fleet) {
    return fleet.enabled() ? Optional.of(new StoredUsers(bus, patience)) : Optional.empty();
  }

  /** Where what is counted of tenants is shown to all gateways; empty if there is only this. */
  Optional<TenantSheets> sheets(FleetSettings fleet) {
    return fleet.enabled() ? Optional.of(new StoredSheets(bus, patience)) : Optional.empty();
  }

  /** Where gateways of a fleet tell each other of alerts; empty if there is only this one. */
  Optional<Board> board(FleetSettings fleet) {
    return fleet.enabled()
        ? Optional.of(ask -> bus.ask(StorageChannels.BOARD, ask, patience))
        : Optional.empty();
  }

  private Future<Meeting.Roll> meet(String instance, String document) {
    return bus.ask(StorageChannels.ROLL, new GatewayRoll.Presence(instance, document), patience)
        .map(
            roll ->
                new Meeting.Roll(
                    roll.nowMillis(),
                    roll.isFull(),
                    roll.others().stream().map(StoragePart::present).toList()));
  }

  private static Meeting.Present present(GatewayRoll.Seen seen) {
    GatewayRoll.Presence presence = seen.presence();
    return new Meeting.Present(presence.instance(), seen.atMillis(), presence.document());
  }

  /** What gives repeated writes of any feature their first answer again; one for all loops. */
  Idempotency idempotency() {
    return new Idempotency(new StoredAnswers(bus, patience));
  }
}

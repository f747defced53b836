package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.bus.OnBehalf;
import io.decisionos.gateway.limit.RateLeases;
import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the storage answers, whichever backend is behind it. */
public final class StorageChannels {
  private static final int CAPACITY = 1024;

  /** Creates or replaces an entry. */
  public static final Channel<Put, Stored> PUT =
      new Channel<>("storage.put", Put.class, Stored.class, CAPACITY);

  /** Reads an entry. */
  public static final Channel<Get, Found> GET =
      new Channel<>("storage.get", Get.class, Found.class, CAPACITY);

  /** Removes an entry. */
  public static final Channel<Delete, Deleted> DELETE =
      new Channel<>("storage.delete", Delete.class, Deleted.class, CAPACITY);

  /** Lists a tenant's entries. */
  public static final Channel<Listing, Listing.Page> LIST =
      new Channel<>("storage.list", Listing.class, Listing.Page.class, 64);

  /** Asks whether a nonce is new. */
  public static final Channel<ReplayGuard.Claim, ReplayGuard.Verdict> ADMIT =
      new Channel<>("storage.admit", ReplayGuard.Claim.class, ReplayGuard.Verdict.class, CAPACITY);

  /** Reads a kept answer, or notes that its request begins. */
  public static final Channel<Begin, Answers.Begun> BEGIN =
      new Channel<>("storage.begin", Begin.class, Answers.Begun.class, CAPACITY);

  /** Says that such a request is over, and keeps its answer. */
  public static final Channel<End, Ended> END =
      new Channel<>("storage.end", End.class, Ended.class, CAPACITY);

  /** What a tenant's entries take. */
  public static final Channel<UsageQuery, Usage> USAGE =
      new Channel<>("storage.usage", UsageQuery.class, Usage.class, 256);

  /** How the entries fare. */
  public static final Channel<HealthQuery, Health> ENTRIES_HEALTH =
      new Channel<>("storage.entries-health", HealthQuery.class, Health.class, 16);

  /** How the nonces fare. */
  public static final Channel<HealthQuery, Health> NONCES_HEALTH =
      new Channel<>("storage.nonces-health", HealthQuery.class, Health.class, 16);

  /** Shows a gateway to the others, if the storage is shared. */
  public static final Channel<GatewayRoll.Presence, GatewayRoll.Roll> ROLL =
      new Channel<>("storage.roll", GatewayRoll.Presence.class, GatewayRoll.Roll.class, 16);

  /** Leases parts of tenants' rates, if the storage is shared. */
  public static final Channel<LeaseBatch, Leased> LEASE =
      new Channel<>("storage.lease", LeaseBatch.class, Leased.class, 16);

  /** Notes users of a tenant and tells of those of other gateways, if the storage is shared. */
  public static final Channel<Notes, UserRegister.Noted> USERS =
      new Channel<>("storage.users", Notes.class, UserRegister.Noted.class, 64);

  /** Forgets users of a tenant, at all gateways. */
  public static final Channel<Unseat, Unseated> UNSEAT =
      new Channel<>("storage.unseat", Unseat.class, Unseated.class, 16);

  /** Shows what a gateway has counted, and tells of the others, if the storage is shared. */
  public static final Channel<Sheet, Sheets> SHEET =
      new Channel<>("storage.sheet", Sheet.class, Sheets.class, 256);

  /** Tells gateways what others have written down for them, if the storage is shared. */
  public static final Channel<Board.Ask, Board.Answer> BOARD =
      new Channel<>("storage.board", Board.Ask.class, Board.Answer.class, 16);

  public static final List<Channel<?, ?>> ALL =
      List.of(
          PUT,
          GET,
          DELETE,
          LIST,
          ADMIT,
          BEGIN,
          END,
          USAGE,
          ENTRIES_HEALTH,
          NONCES_HEALTH,
          ROLL,
          LEASE,
          USERS,
          UNSEAT,
          SHEET,
          BOARD);

  private StorageChannels() {}

  /** A question about a key; its tenant asks. */
  private interface OfKey extends OfTenant {
    StoreKey key();

    @Override
    default TenantId tenant() {
      return key().tenant();
    }
  }

  /** Asks for a write. */
  public record Put(StoreKey key, Draft draft, Terms terms) implements OfKey {}

  /** Asks for an entry. */
  public record Get(StoreKey key) implements OfKey {}

  /** Asks for an entry to go. */
  public record Delete(StoreKey key, Terms terms) implements OfKey {}

  /** The entry is gone. */
  public record Deleted() {}

  /** Asks for a kept answer, or to begin. */
  public record Begin(StoreKey key, String claim) implements OfKey {}

  /** Tells what came of what was begun: the answer to keep, if it is to be kept. */
  public record End(StoreKey key, String claim, Optional<Buffer> answer) implements OfKey {}

  /** The answer is kept. */
  public record Ended() {}

  /** What a read found, if anything. */
  public record Found(Optional<Entry> entry) {}

  /** Asks what a tenant's entries take. */
  public record UsageQuery(TenantId tenant) implements OfTenant {}

  /** Tells whom a gateway has seen, and asks for whom others have. */
  public record Notes(TenantId tenant, String after, long oldest, List<UserRegister.Seat> seen)
      implements OfTenant {}

  /** Asks for users to be forgotten: one, or all. */
  public record Unseat(TenantId tenant, Optional<String> subject) implements OfTenant {}

  /** They are forgotten. */
  public record Unseated() {}

  /** Asks for leases, of many tenants at once: on behalf of the gateway itself. */
  public record LeaseBatch(List<RateLeases.Ask> asks) implements OnBehalf {
    @Override
    public Optional<?> party() {
      return Optional.empty();
    }
  }

  /** What came of each ask, as far as that is known. */
  public record Leased(List<Optional<RateLeases.Lease>> leases) {}

  /** Shows a sheet, or looks if it is empty: on behalf of the gateway itself. */
  public record Sheet(TenantSheets.Place place, String gateway, String sheet) implements OnBehalf {
    @Override
    public Optional<?> party() {
      return Optional.empty();
    }
  }

  /** The sheets of the others, by their names. */
  public record Sheets(Map<String, String> others) {}

  /** Asks how a store fares. */
  public record HealthQuery() {}
}

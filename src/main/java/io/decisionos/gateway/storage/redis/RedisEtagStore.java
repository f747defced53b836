package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EntityTag;
import io.decisionos.gateway.storage.Entry;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Listing;
import io.decisionos.gateway.storage.Precondition;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.TagCondition;
import io.decisionos.gateway.storage.TagMint;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Entries in Redis under {@code dos:FAMILY:TENANT:NAME}. Never blocks. */
final class RedisEtagStore implements EtagStore {
  private static final String LINE = "\n";

  private final RedisData data;
  private final String family;
  private final InstantSource clock;
  private final TagMint tags = TagMint.random();

  RedisEtagStore(RedisData data, String family, InstantSource clock) {
    this.data = data;
    this.family = family;
    this.clock = clock;
  }

  @Override
  public Future<Stored> put(StoreKey key, Draft draft, Terms terms) {
    long now = clock.millis();
    EntityTag tag = tags.next();
    var call =
        conditional("put", key, terms, now)
            .and(
                tag.opaque(),
                now + draft.ttl().toMillis(),
                allowance(terms.allowance()),
                data.share(key.tenant()),
                draft.body());
    return data.ask(call).map(answer -> stored(expect("STORED", answer)));
  }

  /** A write with what both writes begin with. */
  private RedisCall conditional(String operation, StoreKey key, Terms terms, long now) {
    return RedisCall.write(
        operation,
        entry(key),
        family,
        data.keys().of(key.tenant()),
        key.name(),
        now,
        match(terms.condition()),
        noneMatch(terms.condition()),
        once(terms.once()),
        now + Terms.REMEMBERED.toMillis());
  }

  private static Stored stored(Response answer) {
    return new Stored(EntityTag.strong(answer.get(2).toString()), answer.get(1).toInteger() == 1);
  }

  /** A bound as the script reads it: empty if there is none. */
  static String allowance(long bytes) {
    return bytes == Long.MAX_VALUE ? "" : String.valueOf(bytes);
  }

  /** A name as the script reads it: empty if there is none. */
  static String once(Optional<StoreKey> name) {
    return name.map(StoreKey::name).orElse("");
  }

  @Override
  public Future<Optional<Entry>> get(StoreKey key) {
    var call =
        RedisCall.read(
            "get", entry(key), family, data.keys().of(key.tenant()), key.name(), clock.millis());
    return data.ask(call)
        .map(answer -> word(answer).equals("NONE") ? Optional.empty() : Optional.of(entry(answer)));
  }

  static Entry entry(Response answer) {
    return new Entry(
        EntityTag.strong(answer.get(1).toString()),
        Instant.ofEpochMilli(answer.get(2).toLong()),
        answer.get(3).toBuffer());
  }

  @Override
  public Future<Void> delete(StoreKey key, Terms terms) {
    RedisCall call = conditional("delete", key, terms, clock.millis());
    return data.ask(call).map(answer -> expect("DELETED", answer)).mapEmpty();
  }

  @Override
  public Future<Listing.Page> list(Listing listing) {
    // What lies before the prefix is passed over by starting behind it.
    boolean within = listing.after().filter(listing.start()::equals).isPresent();
    var pages = new RedisListing(listing, after -> names(listing, after));
    return pages.from(within ? listing.start() : "");
  }

  /** Looks at some names behind one; a long list is many such calls, and others in between. */
  private Future<Response> names(Listing listing, String after) {
    var call =
        RedisCall.read(
            "list",
            names(listing.tenant()),
            family,
            data.keys().of(listing.tenant()),
            clock.millis(),
            listing.prefix(),
            after,
            listing.limit() + 1);
    return data.askAlone(call);
  }

  @Override
  public Future<Usage> usage(TenantId tenant) {
    var call =
        RedisCall.read("usage", names(tenant), family, data.keys().of(tenant), clock.millis());
    return data.ask(call).map(answer -> new Usage(answer.get(1).toLong(), answer.get(2).toLong()));
  }

  private String names(TenantId tenant) {
    return "dos:" + family + "names:" + data.keys().of(tenant);
  }

  private String entry(StoreKey key) {
    return "dos:" + family + ":" + data.keys().of(key.tenant()) + ":" + key.name();
  }

  private static String match(Precondition condition) {
    return spell(condition.ifMatch(), tag -> !tag.weak());
  }

  private static String noneMatch(Precondition condition) {
    return spell(condition.ifNoneMatch(), tag -> true);
  }

  /** A condition as the script reads it: empty, a star, or tags between newlines. */
  private static String spell(TagCondition condition, Predicate<EntityTag> counts) {
    return switch (condition.kind()) {
      case ABSENT -> "";
      case ANY -> "*";
      case LISTED ->
          condition.tags().stream()
              .filter(counts)
              .map(EntityTag::opaque)
              .collect(Collectors.joining(LINE, LINE, LINE));
    };
  }

  private static String word(Response answer) {
    return answer.get(0).toString();
  }

  private static Response expect(String expected, Response answer) {
    String word = word(answer);
    if (word.equals(expected)) {
      return answer;
    }
    throw refusal(word).asException();
  }

  private static Problem refusal(String word) {
    return switch (word) {
      case "NONE" -> Problem.of(ProblemType.ETAG_MISSING, "There is no such entry to delete.");
      case "TENANT_FULL", "TENANT_SHARE" -> full(word);
      default -> Precondition.refusal(Precondition.Verdict.valueOf(word)).orElseThrow();
    };
  }

  /** What a tenant hears whose bound, or whose share of Redis, does not hold more. */
  static Problem full(String word) {
    String bound =
        word.equals("TENANT_FULL") ? "the tenant's max_storage_gb" : "one tenant's share of Redis";
    return Problem.of(
        ProblemType.TENANT_STORAGE_FULL,
        "over " + bound + "; nothing was stored: delete entries or wait for some to expire");
  }
}

package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.storage.StorageChannels.Delete;
import io.decisionos.gateway.storage.StorageChannels.Get;
import io.decisionos.gateway.storage.StorageChannels.Put;
import io.decisionos.gateway.text.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The routes of entries on one event loop: they read the request, ask, and word the answer. */
final class EtagRoutes {
  private static final String JSON = "application/json";
  private static final long DEFAULT_LIMIT = 100;
  private static final long MOST_LIMIT = 1000;

  private final Bus bus;
  private final Duration patience;
  private final ListingCursor cursors;
  private final StorageLedger ledger;

  EtagRoutes(Bus bus, Duration patience, ListingCursor cursors, StorageLedger ledger) {
    this.bus = bus;
    this.patience = patience;
    this.cursors = cursors;
    this.ledger = ledger;
  }

  List<Route> table() {
    return List.of(
        new Route(
                HttpMethod.PUT,
                "/etags/{key}",
                Scope.STORE_WRITE,
                BodyRule.json(Draft.MAX_BODY),
                true,
                this::put)
            .taking("ttl_ms"),
        Route.get("/etags/{key}", Scope.STORE_READ, this::get),
        new Route(
            HttpMethod.DELETE,
            "/etags/{key}",
            Scope.STORE_WRITE,
            BodyRule.unused(Draft.MAX_BODY),
            true,
            this::delete),
        Route.get("/etags", Scope.STORE_READ, this::list));
  }

  private Future<Answer> put(Call call) {
    var draft = new Draft(body(call), ttl(call));
    long allowance = ledger.allowance(call.tenant(), Holder.ENTRIES);
    var put = new Put(key(call), draft, terms(call, allowance));
    call.operatesOnStorage();
    return bus.ask(StorageChannels.PUT, put, patience, call.trace()).map(EtagRoutes::stored);
  }

  private static Buffer body(Call call) {
    Buffer body = call.body();
    if (!StrictJson.isOneValue(body.getBytes())) {
      throw Call.invalid("Send one JSON document in UTF-8 as the body.");
    }
    return body;
  }

  private static Duration ttl(Call call) {
    long most = Draft.MAX_TTL.toMillis();
    return Duration.ofMillis(
        call.query().number("ttl_ms", 1, most).orElse(Draft.DEFAULT_TTL.toMillis()));
  }

  private static Answer stored(Stored stored) {
    String tag = stored.tag().toString();
    Buffer body = new JsonObject().put("result", "OK").put("etag", tag).toBuffer();
    return Answer.json(body, tag).withStatus(stored.created() ? 201 : 200);
  }

  private Future<Answer> get(Call call) {
    // Its If-None-Match is judged with the answer, as that of every other read.
    var ifMatch = new Precondition(field(call, "If-Match"), TagCondition.ABSENT);
    call.operatesOnStorage();
    return bus.ask(StorageChannels.GET, new Get(key(call)), patience, call.trace())
        .map(found -> found.entry().orElseThrow(EtagRoutes::missing))
        .map(
            entry -> {
              Precondition.refusal(ifMatch.judge(Optional.of(entry.tag())))
                  .ifPresent(EtagRoutes::refuse);
              return Answer.json(entry.body(), entry.tag().toString());
            });
  }

  private static RuntimeException missing() {
    return Problem.of(ProblemType.ETAG_MISSING, "There is no such entry, or it has expired.")
        .asException();
  }

  private static void refuse(Problem problem) {
    throw problem.asException();
  }

  private Future<Answer> delete(Call call) {
    var delete = new Delete(key(call), terms(call, Long.MAX_VALUE));
    call.operatesOnStorage();
    return bus.ask(StorageChannels.DELETE, delete, patience, call.trace())
        .map(gone -> new Answer(204, JSON, Buffer.buffer(), Optional.empty(), List.of()));
  }

  private Future<Answer> list(Call call) {
    String prefix = call.query().once("prefix").orElse("");
    long limit = call.query().number("limit", 1, MOST_LIMIT).orElse(DEFAULT_LIMIT);
    Optional<String> after =
        call.query().once("cursor").map(cursor -> behind(call, prefix, cursor));
    var listing = new Listing(call.tenant().id(), prefix, after, (int) limit);
    call.operatesOnStorage();
    return bus.ask(StorageChannels.LIST, listing, patience, call.trace())
        .map(page -> page(listing, page));
  }

  private String behind(Call call, String prefix, String cursor) {
    return cursors
        .redeem(call.tenant().id(), prefix, cursor)
        .orElseThrow(() -> Call.invalid("Send the next_cursor of a page of the same list."));
  }

  private Answer page(Listing listing, Listing.Page page) {
    var keys = new JsonArray();
    page.lines().forEach(line -> keys.add(line(line)));
    var json = new JsonObject().put("keys", keys);
    page.next()
        .map(last -> cursors.issue(listing.tenant(), listing.prefix(), last))
        .ifPresent(cursor -> json.put("next_cursor", cursor));
    Buffer body = json.toBuffer();
    return Answer.json(body, ContentTag.of(listing.tenant(), body));
  }

  private static JsonObject line(Listing.Line line) {
    return new JsonObject()
        .put("key", line.name())
        .put("etag", line.tag().toString())
        .put("expires_at", line.expiresAt().toString());
  }

  private static StoreKey key(Call call) {
    return StoreKey.parse(call.tenant().id(), call.parameter(0))
        .orElseThrow(() -> Call.invalid("Name the entry with 1 to 512 bytes of UTF-8."));
  }

  private static Terms terms(Call call, long allowance) {
    return new Terms(condition(call), allowance, once(call));
  }

  /** The name under which a repeated request is known again. */
  static Optional<StoreKey> once(Call call) {
    return call.once().map(name -> new StoreKey(call.tenant().id(), name));
  }

  private static Precondition condition(Call call) {
    return new Precondition(field(call, "If-Match"), field(call, "If-None-Match"));
  }

  private static TagCondition field(Call call, String name) {
    return TagCondition.parse(call.headers(name))
        .orElseThrow(() -> Call.invalid("Send in " + name + " either * or tags in quotes."));
  }
}

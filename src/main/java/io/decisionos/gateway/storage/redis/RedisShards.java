package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * A cluster: a line to each node that has slots. What is asked goes to the node that has the slot
 * of its key; a node that says that it is elsewhere is believed at once. Who has what is asked of
 * all nodes once a second, and more often while something is amiss. A shard that cannot be used
 * holds up nobody whose keys are in another one. Confined to its context.
 */
final class RedisShards implements RedisData {
  private static final String SPREAD = "TRYAGAIN";
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();
  private static final long GUESTS_STAY = Duration.ofSeconds(10).toNanos();

  private final ClusterScout scout;
  private final List<RedisAddress> seeds;
  private final Maker maker;
  private final Map<RedisAddress, RedisLine> lines = new HashMap<>();
  private final Map<RedisAddress, Long> guests = new HashMap<>();
  private ClusterNews news = ClusterNews.NONE;
  private Optional<Future<Void>> survey = Optional.empty();
  private final BitSet written = new BitSet();
  private Runnable turned = () -> {};
  private long dueNanos = System.nanoTime();
  private boolean closed;

  /**
   * A cluster that is not looked at yet.
   *
   * @param seeds some of its nodes
   */
  RedisShards(ClusterScout scout, List<RedisAddress> seeds, Maker maker) {
    this.scout = scout;
    this.seeds = seeds;
    this.maker = maker;
  }

  /** Makes a line to a node. */
  @FunctionalInterface
  interface Maker {
    /**
     * A line that is not open yet.
     *
     * @param own a slot that the node has
     * @param detour takes turns that the node does not
     */
    RedisLine make(RedisAddress node, IntSupplier own, RedisSite.Detour detour);
  }

  @Override
  public RedisKeys keys() {
    return RedisKeys.BRACED;
  }

  @Override
  public void onTurn(Runnable hearer) {
    this.turned = hearer;
  }

  @Override
  public Future<Void> open() {
    return survey();
  }

  /** Asks who has what, and goes by it. */
  private Future<Void> survey() {
    dueNanos = System.nanoTime() + PERIOD;
    List<Future<ClusterScout.Report>> asked = reports();
    Future<Void> done =
        Future.join(asked).compose(v -> follow(asked.stream().map(Future::result).toList()));
    survey = Optional.of(done);
    return done.onComplete(v -> survey = Optional.empty());
  }

  /** Not what was looked for; it may still become that. */
  private Future<Void> silence(Throwable cause) {
    news = news.silent(RedisTrouble.of(cause));
    turned.run();
    return Future.succeededFuture();
  }

  /** One report of each node that is known; those without a line are dialled if need be. */
  private List<Future<ClusterScout.Report>> reports() {
    var asked = new ArrayList<Future<ClusterScout.Report>>();
    var known = new LinkedHashSet<>(seeds);
    known.addAll(news.nodes());
    known.addAll(lines.keySet());
    boolean isWhole = trouble().isEmpty();
    for (RedisAddress node : known) {
      Optional<RedisLine> line =
          Optional.ofNullable(lines.get(node)).filter(RedisLine::isConnected);
      if (line.isPresent()) {
        asked.add(ClusterScout.ask(node, line.get()));
      } else if (!isWhole) {
        asked.add(scout.visit(node));
      }
    }
    return asked;
  }

  private Future<Void> follow(List<ClusterScout.Report> reports) {
    if (closed) {
      return Future.succeededFuture();
    }
    news = news.after(reports, seeds.get(0));
    Set<RedisAddress> wanted = news.map().addresses();
    guests.values().removeIf(until -> until - System.nanoTime() < 0);
    wanted.addAll(guests.keySet());
    lines.entrySet().stream()
        .filter(each -> !wanted.contains(each.getKey()))
        .forEach(each -> each.getValue().retire());
    lines.keySet().retainAll(wanted);
    List<Future<Void>> opened =
        wanted.stream().filter(each -> !lines.containsKey(each)).map(this::connect).toList();
    turned.run();
    return Future.join(opened).mapEmpty();
  }

  private Future<Void> connect(RedisAddress node) {
    RedisLine line =
        maker.make(node, () -> news.map().firstOf(node), (turn, why) -> detour(node, turn, why));
    lines.put(node, line);
    line.onTurn(() -> turned.run());
    return line.open();
  }

  private boolean detour(RedisAddress from, RedisTurn turn, String why) {
    dueNanos = System.nanoTime();
    Optional<Redirection> to = Redirection.parse(why);
    if (why.startsWith(SPREAD)) {
      return divide(turn);
    }
    if (to.isEmpty() || !turn.goesOn()) {
      return false;
    }
    RedisAddress node = at(to.get(), from);
    if (!to.get().isGuest()) {
      news = news.moved(to.get().slot(), node);
    }
    guests.put(node, System.nanoTime() + GUESTS_STAY);
    Future<Void> there = lines.containsKey(node) ? Future.succeededFuture() : connect(node);
    there.onComplete(v -> send(turn, node, to.get().isGuest()));
    return true;
  }

  /** Keys of one slot are at two nodes while it moves; each by itself is at one of them. */
  private boolean divide(RedisTurn turn) {
    List<RedisTurn> parts = turn.parts();
    Optional<RedisAddress> owner = news.map().owner(keys().slot(turn.key()));
    if (parts.size() == 1 || owner.isEmpty() || !turn.goesOn()) {
      return false;
    }
    parts.forEach(part -> send(part, owner.get(), false));
    return true;
  }

  private static RedisAddress at(Redirection to, RedisAddress from) {
    return from.at(to.host().isEmpty() ? from.place().host() : to.host(), to.port());
  }

  private void send(RedisTurn turn, RedisAddress node, boolean isGuest) {
    Optional.ofNullable(lines.get(node))
        .ifPresentOrElse(line -> line.send(turn, isGuest), () -> turn.refuse(RedisTrouble.away()));
  }

  private Optional<RedisLine> lineOf(String key) {
    Optional<RedisLine> line = news.map().owner(keys().slot(key)).map(lines::get);
    if (line.filter(RedisLine::isConnected).isEmpty()) {
      dueNanos = System.nanoTime();
    }
    return line;
  }

  @Override
  public Future<Response> ask(RedisCall call) {
    if (call.writes()) {
      written.set(keys().slot(call.key()));
    }
    return lineOf(call.key())
        .map(line -> line.ask(call))
        .orElseGet(() -> Future.failedFuture(RedisTrouble.away().asException()));
  }

  @Override
  public Future<Response> askAlone(RedisCall call) {
    return lineOf(call.key())
        .map(line -> line.askAlone(call))
        .orElseGet(() -> Future.failedFuture(RedisTrouble.away().asException()));
  }

  @Override
  public String share(TenantId tenant) {
    return lineOf(keys().of(tenant)).map(line -> line.share(tenant)).orElse("");
  }

  @Override
  public BitSet written() {
    return written;
  }

  @Override
  public boolean isConnected() {
    return lines.values().stream().anyMatch(RedisLine::isConnected);
  }

  @Override
  public Future<Void> look() {
    List<Future<Void>> looks = new ArrayList<>();
    lines.values().forEach(line -> looks.add(line.look()));
    boolean isDue = System.nanoTime() - dueNanos >= 0 || trouble().isPresent();
    if (isDue && survey.isEmpty()) {
      looks.add(survey().recover(this::silence));
    }
    return Future.join(looks).mapEmpty();
  }

  /** What is amiss, shard by shard. */
  @Override
  public Optional<String> trouble() {
    Optional<String> unknown = news.trouble();
    String shards =
        news.map().addresses().stream()
            .filter(node -> lines.containsKey(node))
            .flatMap(node -> lines.get(node).trouble().map(why -> node + ": " + why).stream())
            .collect(Collectors.joining("; "));
    return unknown.or(() -> Optional.of(shards).filter(text -> !text.isEmpty()));
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return Future.join(lines.values().stream().map(RedisLine::close).toList()).mapEmpty();
  }
}

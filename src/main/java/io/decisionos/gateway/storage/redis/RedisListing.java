package io.decisionos.gateway.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.storage.EntityTag;
import io.decisionos.gateway.storage.Listing;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page, put together from as many short looks as it takes: names that have expired and are not
 * swept yet may lie before those that have not. After a while the page ends as it is, and the next
 * one goes on from there. For one thread.
 */
final class RedisListing {
  private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();

  private final Listing listing;
  private final Function<String, Future<Response>> names;
  private final List<Listing.Line> lines = new ArrayList<>();
  private final long begin = System.nanoTime();

  /**
   * A page that is not begun.
   *
   * @param names looks at some names behind one
   */
  RedisListing(Listing listing, Function<String, Future<Response>> names) {
    this.listing = listing;
    this.names = names;
  }

  Future<Listing.Page> from(String after) {
    return names.apply(after).compose(this::take);
  }

  private Future<Listing.Page> take(Response answer) {
    for (int i = 2; i + 2 < answer.size(); i += 3) {
      lines.add(line(answer, i));
    }
    String seen = answer.get(1).toString(UTF_8);
    if (lines.size() > listing.limit()) {
      return Future.succeededFuture(Listing.Page.before(lines.subList(0, listing.limit())));
    } else if (seen.isEmpty()) {
      return Future.succeededFuture(Listing.Page.last(lines));
    } else if (System.nanoTime() - begin > LONGEST_NANOS) {
      return Future.succeededFuture(new Listing.Page(lines, Optional.of(seen)));
    }
    return from(seen);
  }

  private static Listing.Line line(Response answer, int at) {
    return new Listing.Line(
        answer.get(at).toString(UTF_8),
        EntityTag.strong(answer.get(at + 1).toString()),
        Instant.ofEpochMilli(answer.get(at + 2).toLong()));
  }
}

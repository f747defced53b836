package io.decisionos.gateway.evidence.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.disk.Durable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of an evidence root in which gateways leave orders and find what came of them. An order
 * counts once, for a while, and only if a gateway with the same secret left it: whoever else may
 * write into the root cannot order anything. Any thread.
 */
public final class OrderBox {
  private static final Logger LOG = LoggerFactory.getLogger(OrderBox.class);
  private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.order");
  private static final String UNTIL = "until";
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN = Duration.ofMinutes(5);
  private static final int MOST = 64;

  private final Path folder;
  private final Seal seal;
  private final Clock clock;
  private final Map<String, Instant> taken = new HashMap<>();

  public OrderBox(Path root, Seal seal, Clock clock) {
    this.folder = root.resolve(".orders");
    this.seal = seal;
    this.clock = clock;
  }

  /** Whether a gateway has ever left an order here. */
  public boolean isUsed() {
    return Files.isDirectory(folder);
  }

  /** An order that was taken. */
  public record Taken(String id, JsonObject order) {}

  /**
   * Leaves an order.
   *
   * @param until from when on it does not count any more
   * @return by which its answer is found
   */
  public String leave(JsonObject order, Instant until) throws IOException {
    String id = UUID.randomUUID().toString();
    Durable.folder(folder);
    write(id, "order", order.copy().put(UNTIL, until.toEpochMilli()));
    return id;
  }

  /** Takes an order back; false if somebody has taken it. */
  public boolean withdraw(String id) throws IOException {
    return Files.deleteIfExists(file(id, "order"));
  }

  /** What came of an order, once. */
  public Optional<JsonObject> answer(String id) throws IOException {
    Path file = file(id, "answer");
    try {
      Optional<JsonObject> answer = read(id, "answer", file);
      Files.delete(file);
      return answer;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Takes the orders that are there, a bounded number; each is so taken by one alone. */
  public synchronized List<Taken> take() throws IOException {
    var found = new ArrayList<Taken>();
    if (!isUsed()) {
      return found;
    }
    taken.values().removeIf(until -> until.isBefore(clock.instant().minus(FORGOTTEN)));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        var name = NAME.matcher(file.getFileName().toString());
        if (found.size() < MOST && name.matches()) {
          take(name.group(1), file).ifPresent(found::add);
        } else {
          dropIfOld(file);
        }
      }
    }
    return found;
  }

  private Optional<Taken> take(String id, Path file) throws IOException {
    Path own = file(id, "taken");
    try {
      Files.move(file, own, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // It was taken back.
      return Optional.empty();
    }
    Optional<JsonObject> order = read(id, "order", own).filter(read -> isNew(id, read));
    Files.deleteIfExists(own);
    if (order.isEmpty()) {
      LOG.warn("an order for evidence does not count: no gateway of ours left it, or too long ago");
    }
    return order.map(read -> new Taken(id, read));
  }

  private boolean isNew(String id, JsonObject order) {
    Instant until = Instant.ofEpochMilli(order.getLong(UNTIL, 0L)).plus(CLOCKS_DIFFER);
    boolean lasts = until.isAfter(clock.instant()) && !taken.containsKey(id);
    // Remembered until it would not count any more.
    taken.put(id, until);
    return lasts;
  }

  /** Says what came of an order that was taken. */
  public void answer(String id, JsonObject answer) throws IOException {
    write(id, "answer", answer);
  }

  private void dropIfOld(Path file) throws IOException {
    try {
      Instant modified = Files.getLastModifiedTime(file).toInstant();
      if (modified.isBefore(clock.instant().minus(FORGOTTEN))) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Somebody was faster.
    }
  }

  private Path file(String id, String kind) {
    return folder.resolve(id + "." + kind);
  }

  private void write(String id, String kind, JsonObject content) throws IOException {
    String mark = seal.issue(scope(id, kind), content.toBuffer().getBytes());
    Durable.write(file(id, kind), mark);
  }

  private Optional<JsonObject> read(String id, String kind, Path file) throws IOException {
    return seal.redeem(scope(id, kind), Files.readString(file, UTF_8))
        .map(bytes -> new JsonObject(new String(bytes, UTF_8)));
  }

  private static String scope(String id, String kind) {
    return "evidence." + kind + ':' + id;
  }
}

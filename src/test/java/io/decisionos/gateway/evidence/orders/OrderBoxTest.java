package io.decisionos.gateway.evidence.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.access.Seal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders in a folder that others can write to as well. */
final class OrderBoxTest {
  private static final JsonObject ORDER = new JsonObject().put("op", "lock");

  @TempDir private Path root;

  private OrderBox box(int secret) {
    return new OrderBox(root, new Seal(new byte[] {(byte) secret, 1, 2}), Clock.systemUTC());
  }

  private static Instant soon() {
    return Instant.now().plus(Duration.ofSeconds(10));
  }

  @Test
  void anOrderIsTakenOnceAndItsAnswerIsFoundOnce() throws IOException {
    String id = box(1).leave(ORDER, soon());
    List<OrderBox.Taken> taken = box(1).take();
    assertThat(taken).extracting(OrderBox.Taken::id).containsExactly(id);
    assertThat(taken.get(0).order().getString("op")).isEqualTo("lock");
    assertThat(box(1).take()).isEmpty();
    assertThat(box(1).withdraw(id)).isFalse();
    assertThat(box(1).answer(id)).isEmpty();
    box(1).answer(id, new JsonObject().put("a", 1));
    assertThat(box(1).answer(id)).contains(new JsonObject().put("a", 1));
    assertThat(box(1).answer(id)).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsTakenBackNobodyTakes() throws IOException {
    String id = box(1).leave(ORDER, soon());
    assertThat(box(1).withdraw(id)).isTrue();
    assertThat(box(1).take()).isEmpty();
  }

  @Test
  void whatNoGatewayLeftDoesNotCount() throws IOException {
    box(2).leave(ORDER, soon());
    Files.writeString(root.resolve(".orders/00000000-0000-0000-0000-000000000000.order"), "{}");
    assertThat(box(1).take()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void anOrderThatIsPutBackOrIsOldOrHasAnotherNameDoesNotCount() throws IOException {
    var writer = box(1);
    String id = box(1).leave(ORDER, soon());
    Path file = root.resolve(".orders").resolve(id + ".order");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(writer.take()).hasSize(1);
    Files.write(file, bytes);
    assertThat(writer.take()).isEmpty();
    Files.write(file.resolveSibling("11111111-1111-1111-1111-111111111111.order"), bytes);
    assertThat(writer.take()).isEmpty();
    box(1).leave(ORDER, Instant.now().minus(Duration.ofHours(1)));
    assertThat(writer.take()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(".orders"))) {
      return files.toList();
    }
  }
}

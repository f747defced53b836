package io.decisionos.gateway.config;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.text.Sha256;
import io.vertx.config.spi.ConfigStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A watched directory as a store of Vert.x Config. What goes through the retriever is a small
 * manifest, the number of files and one digest over all of them; the documents themselves stay
 * aside in {@link #latest}, as copying ten thousand of anything for every edit of one would cost
 * more than all the rest. Blocking: it lives in a worker verticle, and its methods are called
 * there.
 */
final class DirectoryStore<T> implements ConfigStore {
  private final Supplier<DirectoryContents<T>> look;
  private Optional<DirectoryContents<T>> latest = Optional.empty();
  private Optional<Buffer> manifest = Optional.empty();

  DirectoryStore(Supplier<DirectoryContents<T>> look) {
    this.look = look;
  }

  @Override
  public Future<Buffer> get() {
    try {
      return Future.succeededFuture(manifest(look.get()));
    } catch (RuntimeException | Error e) {
      // Thrown from here it would end the retriever's caller instead of reaching it.
      return Future.failedFuture(e);
    }
  }

  private Buffer manifest(DirectoryContents<T> contents) {
    Buffer current =
        manifest
            .filter(known -> contents.files() == latest().files())
            .orElseGet(() -> newManifest(contents.files()));
    latest = Optional.of(contents);
    manifest = Optional.of(current);
    return current;
  }

  private static <T> Buffer newManifest(Map<String, FileState<T>> files) {
    MessageDigest digest = Sha256.newDigest();
    files.forEach(
        (name, state) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(state.sha256().getBytes(StandardCharsets.US_ASCII));
        });
    return new JsonObject()
        .put("files", files.size())
        .put("sha256", HexFormat.of().formatHex(digest.digest()))
        .toBuffer();
  }

  /** What the last look found; there has been one when the retriever hands out a manifest. */
  DirectoryContents<T> latest() {
    return latest.orElseThrow();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}

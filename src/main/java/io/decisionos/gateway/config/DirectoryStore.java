package io.decisionos.gateway.config;

import io.vertx.config.spi.ConfigStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A watched directory as a store of Vert.x Config. What goes through the retriever is a small
 * manifest, the number of files and of the changes so far; the documents themselves stay aside in
 * {@link #latest}, as copying ten thousand of anything for every edit of one would cost more than
 * all the rest. Blocking: it lives in a worker verticle, and its methods are called there.
 */
final class DirectoryStore<T> implements ConfigStore {
  private final Supplier<DirectoryContents<T>> look;
  private Optional<DirectoryContents<T>> latest = Optional.empty();
  private Buffer manifest = Buffer.buffer();
  private long version;

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
    if (latest.isEmpty() || contents.files() != latest().files()) {
      version++;
      manifest =
          new JsonObject().put("files", contents.files().size()).put("version", version).toBuffer();
    }
    latest = Optional.of(contents);
    return manifest;
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

package io.decisionos.gateway.config;

import io.vertx.config.spi.ConfigStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A watched directory as a store of Vert.x Config. What goes through the retriever is a small
 * manifest, {@code {file: sha256}}; the documents themselves stay aside in {@link #latest}, as
 * copying ten thousand of them for every edit of one would cost more than all the rest. Blocking:
 * it lives in a worker verticle, and its methods are called there.
 */
final class DirectoryStore<T> implements ConfigStore {
  private final Supplier<DirectoryContents<T>> sweep;
  private Optional<DirectoryContents<T>> latest = Optional.empty();

  DirectoryStore(Supplier<DirectoryContents<T>> sweep) {
    this.sweep = sweep;
  }

  @Override
  public Future<Buffer> get() {
    try {
      return Future.succeededFuture(manifest(sweep.get()));
    } catch (RuntimeException e) {
      // Thrown from here it would end the retriever's caller instead of reaching it.
      return Future.failedFuture(e);
    }
  }

  private Buffer manifest(DirectoryContents<T> contents) {
    latest = Optional.of(contents);
    var manifest = new JsonObject();
    contents.files().forEach((name, state) -> manifest.put(name, state.sha256()));
    return manifest.toBuffer();
  }

  /** What the last sweep found; there has been one when the retriever hands out a manifest. */
  DirectoryContents<T> latest() {
    return latest.orElseThrow();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}

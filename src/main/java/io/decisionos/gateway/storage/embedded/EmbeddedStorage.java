package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagStores;
import io.decisionos.gateway.storage.Health;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.Usage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Makes the embedded stores in one directory that is held. Each is opened in the context of the
 * worker that will run it.
 */
public record EmbeddedStorage(StoreDirectory directory, Bounds bounds, InstantSource clock) {

  /** Opens the entries and the kept answers. */
  public Future<Backend<EtagStores>> openEtags(Context home) {
    try {
      var entries = EmbeddedEtagStore.open(site("entries", home), bounds);
      var answers = EmbeddedEtagStore.open(site("answers", home), bounds);
      return Future.succeededFuture(new Etags(entries, answers));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  /** Opens the nonces. */
  public Future<Backend<ReplayGuard>> openGuard(Context home) {
    try {
      return Future.succeededFuture(
          new Nonces(EmbeddedReplayGuard.open(site("nonces", home), bounds)));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Site site(String name, Context home) throws IOException {
    return new Site(
        directory.log(name), clock, task -> home.runOnContext(v -> task.run()), FileOpener.DISK);
  }

  /** Work on the disk. */
  @FunctionalInterface
  private interface Chore {
    void run() throws IOException;
  }

  private static Future<Void> done(Chore... chores) {
    try {
      for (Chore chore : chores) {
        chore.run();
      }
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private record Etags(EmbeddedEtagStore entries, EmbeddedEtagStore answers)
      implements Backend<EtagStores> {
    @Override
    public EtagStores store() {
      return new EtagStores(entries, answers);
    }

    @Override
    public Future<Void> keepHouse() {
      return done(entries::keepHouse, answers::keepHouse);
    }

    @Override
    public Health health() {
      return new Health(
          entries.fault().or(answers::fault).map(problem -> problem.detail()), entries.total());
    }

    @Override
    public Future<Void> close() {
      return done(entries::keepHouse, entries::close, answers::keepHouse, answers::close);
    }
  }

  private record Nonces(EmbeddedReplayGuard guard) implements Backend<ReplayGuard> {
    @Override
    public ReplayGuard store() {
      return guard;
    }

    @Override
    public Future<Void> keepHouse() {
      return done(guard::keepHouse);
    }

    @Override
    public Health health() {
      return new Health(
          guard.fault().map(problem -> problem.detail()), new Usage(guard.count(), 0));
    }

    @Override
    public Future<Void> close() {
      return done(guard::close);
    }
  }
}

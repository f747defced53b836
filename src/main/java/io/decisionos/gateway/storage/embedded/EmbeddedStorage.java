package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.HeldDirectory;
import io.decisionos.gateway.limit.MemoryLedger;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagStores;
import io.decisionos.gateway.storage.Health;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.Usage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;

/**
 * Makes the embedded stores in one directory. Each is opened in the context of the worker that will
 * run it.
 *
 * @param etags the bounds of the entries, and again of the kept answers
 * @param ledger is told what each tenant holds
 * @param memory bounds what all stores hold in memory
 */
public record EmbeddedStorage(
    Path root,
    Bounds etags,
    Bounds nonces,
    InstantSource clock,
    FileOpener disk,
    StorageLedger ledger,
    MemoryLedger memory) {

  /** Takes the directory and opens the entries and the kept answers. */
  public Future<Backend<EtagStores>> openEtags(Context home) {
    try {
      return Future.succeededFuture(openEtags(home, StoreDirectory.open(root)));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Etags openEtags(Context home, HeldDirectory held) throws IOException {
    try {
      var entries = EmbeddedEtagStore.open(site("entries", Holder.ENTRIES, home), etags);
      var answers = EmbeddedEtagStore.open(site("answers", Holder.ANSWERS, home), etags);
      return new Etags(held, entries, answers);
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /** Opens the nonces, in a directory that the entries hold: they open before and close after. */
  public Future<Backend<ReplayGuard>> openGuard(Context home) {
    try {
      return Future.succeededFuture(
          new Nonces(EmbeddedReplayGuard.open(site("nonces", Holder.NONCES, home), nonces)));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Site site(String name, Holder holder, Context home) throws IOException {
    return new Site(
        Durable.folder(root.resolve(name)),
        clock,
        task -> home.runOnContext(v -> task.run()),
        disk,
        new Account(ledger, holder, memory));
  }

  /** Work on the disk. */
  @FunctionalInterface
  private interface Chore {
    void run() throws IOException;
  }

  /** Does all of it, whatever fails of it: a store in trouble must not cost another its disk. */
  private static Future<Void> done(Chore... chores) {
    var failures = new ArrayList<IOException>();
    for (Chore chore : chores) {
      try {
        chore.run();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    return failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.get(0));
  }

  private record Etags(HeldDirectory held, EmbeddedEtagStore entries, EmbeddedEtagStore answers)
      implements Backend<EtagStores> {
    @Override
    public EtagStores store() {
      return new EtagStores(entries, new EmbeddedAnswers(answers));
    }

    @Override
    public Future<Void> keepHouse() {
      return done(entries::keepHouse, answers::keepHouse);
    }

    @Override
    public Health health() {
      return new Health(entries.trouble().or(answers::trouble), entries.total());
    }

    @Override
    public Future<Void> close() {
      return done(
          entries::keepHouse, entries::close, answers::keepHouse, answers::close, held::close);
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
      return new Health(guard.trouble(), new Usage(guard.count(), 0));
    }

    @Override
    public Future<Void> close() {
      return done(guard::close);
    }
  }
}

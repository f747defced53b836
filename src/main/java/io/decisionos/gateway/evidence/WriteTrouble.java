package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.evidence.store.OtherBytesException;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether documents can be written, which their readers do not notice: from one that could not be
 * until something can be put beside it. Confined to the evidence verticle.
 */
final class WriteTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(WriteTrouble.class);

  private final EvidenceStore store;
  private final WorkerExecutor threads;
  private Optional<Failed> failed = Optional.empty();
  private boolean trying;

  WriteTrouble(EvidenceStore store, WorkerExecutor threads) {
    this.store = store;
    this.threads = threads;
  }

  /** What could not be written last, and why. */
  private record Failed(EvidencePath path, String why) {}

  /** Hears how a change of a file ends; what comes of it stays the same. */
  <T> Future<T> hear(EvidencePath path, Future<T> change) {
    return change.recover(
        cause -> {
          if (cause instanceof IOException && !isOfTheFile(cause)) {
            begin(path, Cause.words(cause));
          }
          return Future.failedFuture(cause);
        });
  }

  private static boolean isOfTheFile(Throwable cause) {
    return cause instanceof OtherBytesException || cause instanceof FileAlreadyExistsException;
  }

  private void begin(EvidencePath path, String why) {
    if (failed.isEmpty()) {
      LOG.error("evidence cannot be written file={} cause={}", path.text(), why);
    }
    failed = Optional.of(new Failed(path, why));
  }

  /** Tries again if something could not be written; may be called often. */
  void look() {
    if (failed.isPresent() && !trying) {
      trying = true;
      EvidencePath path = failed.get().path();
      threads
          .executeBlocking(() -> probe(path), false)
          .transform(
              tried -> {
                trying = false;
                if (tried.succeeded()) {
                  LOG.info("evidence can be written again");
                  failed = Optional.empty();
                }
                return Future.succeededFuture();
              });
    }
  }

  private Void probe(EvidencePath path) throws IOException {
    store.probe(path);
    return null;
  }

  /**
   * The answer to "are you ready?".
   *
   * @param files what is said of the files themselves
   */
  Check check(Check files) {
    if (failed.isEmpty() || files.state() != Check.State.OK) {
      return files;
    }
    return Check.degraded(
        "evidence cannot be written, such as \"%s\": %s"
            .formatted(failed.get().path().text(), failed.get().why()),
        "see that the gateway's user may write below the evidence directory and that its disk has"
            + " space",
        files.details());
  }
}

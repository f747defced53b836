package io.decisionos.gateway.evidence;

import java.util.concurrent.atomic.LongAdder;

/** How far a scan has come. Any thread. */
final class ScanProgress {
  private final LongAdder seen = new LongAdder();
  private final LongAdder read = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void saw(int files) {
    seen.add(files);
  }

  void read(FileContent content) {
    read.increment();
    bytes.add(content.size());
  }

  /** Files that were found where they may be. */
  long filesSeen() {
    return seen.sum();
  }

  /** Files that were new or changed. */
  long filesRead() {
    return read.sum();
  }

  long bytesRead() {
    return bytes.sum();
  }
}

package io.decisionos.gateway.evidence.scan;

import java.util.concurrent.atomic.LongAdder;

/** How far a scan has come. Any thread. */
public final class ScanProgress {
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
  public long filesSeen() {
    return seen.sum();
  }

  /** Files that were new or changed. */
  public long filesRead() {
    return read.sum();
  }

  public long bytesRead() {
    return bytes.sum();
  }
}

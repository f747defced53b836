package io.decisionos.gateway.evidence.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk under a process that is killed at the nth thing it does, be it half done. */
final class KillingDisk implements LogDisk {
  private int left;

  /** The process is no more. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  KillingDisk(int steps) {
    this.left = steps;
  }

  private void step() {
    if (left-- <= 0) {
      throw new Killed();
    }
  }

  @Override
  public void draft(Path draft, byte[] bytes) throws IOException {
    step();
    Files.deleteIfExists(draft);
    Files.write(draft, Arrays.copyOf(bytes, bytes.length / 2));
    step();
    Files.delete(draft);
    LogDisk.super.draft(draft, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    LogDisk.super.rename(from, to);
  }

  @Override
  public void force(Path folder) {
    // What is not forced yet is there all the same if the process alone dies.
    step();
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    LogDisk.super.delete(file);
  }
}

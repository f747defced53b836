package io.decisionos.gateway.evidence.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Somebody who changes the files of a log at random, and can put them back. */
final class Tampering {
  private final Random random;
  private final List<Path> files;
  private final List<Path> foreign;

  /** What was done to which file, and what it was before. */
  static final class Act {
    private final String what;
    private final Path file;
    private final byte[] before;

    Act(String what, Path file, byte[] before) {
      this.what = what;
      this.file = file;
      this.before = before;
    }

    @Override
    public String toString() {
      return what + ' ' + file;
    }

    void undo() throws IOException {
      Files.write(file, before);
    }
  }

  /**
   * @param files those that the current tree needs
   * @param foreign the same files of another tenant's log, in the same order
   */
  Tampering(long seed, List<Path> files, List<Path> foreign) {
    this.random = new Random(seed);
    this.files = files;
    this.foreign = foreign;
  }

  Act act() throws IOException {
    int number = random.nextInt(files.size());
    Path file = files.get(number);
    byte[] before = Files.readAllBytes(file);
    String what = change(file, number, before);
    return new Act(what, file, before);
  }

  private String change(Path file, int number, byte[] before) throws IOException {
    switch (random.nextInt(6)) {
      case 0 -> {
        Files.delete(file);
        return "delete";
      }
      case 1 -> {
        Files.write(file, Arrays.copyOf(before, random.nextInt(before.length)));
        return "cut";
      }
      case 2 -> {
        Files.write(file, Arrays.copyOf(before, before.length + 1 + random.nextInt(40)));
        return "lengthen";
      }
      case 3 -> {
        Files.write(file, Files.readAllBytes(foreign.get(number)));
        return "swap with another tenant's";
      }
      case 4 -> {
        int half = before.length / 2;
        byte[] turned = new byte[before.length];
        System.arraycopy(before, half, turned, 0, before.length - half);
        System.arraycopy(before, 0, turned, before.length - half, half);
        Files.write(file, turned);
        return "reorder";
      }
      default -> {
        byte[] flipped = before.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, flipped);
        return "flip";
      }
    }
  }
}

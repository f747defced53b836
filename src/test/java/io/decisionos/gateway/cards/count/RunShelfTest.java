package io.decisionos.gateway.cards.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunShelfTest {
  private static final long BYTES_OF_CELL = 3 * Long.BYTES + 4 * Integer.BYTES;

  @TempDir private Path folder;

  /** A run of cells that have an hour each, in a file that takes no space. */
  private SortedRun run(String name, int cells) throws IOException {
    long size = SortedRun.HEAD + cells * BYTES_OF_CELL + 2 * Integer.BYTES;
    var head = ByteBuffer.allocate(SortedRun.HEAD).putInt(8, cells).putInt(12, cells);
    head.putInt(16, cells).putInt(20, Long.BYTES);
    try (var channel =
        FileChannel.open(
            folder.resolve(name),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ)) {
      channel.write(head, 0);
      channel.write(ByteBuffer.allocate(1), size - 1);
      return new SortedRun(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  @Test
  void aFileOfSeveralFitsOneMapping() throws IOException {
    var shelf = new RunShelf();
    shelf.stored(new StoredRun("large", run("large", 27_000_000)));
    shelf.stored(new StoredRun("small", run("small", 1_000_000)));
    shelf.add(run("new", 27_000_000));
    // All of it together would be 55 million cells of 40 bytes.
    assertThat(shelf.freeze().files()).isEmpty();
  }

  @Test
  void filesBecomeOneWhereThatFits() throws IOException {
    var shelf = new RunShelf();
    shelf.stored(new StoredRun("large", run("large", 12_000_000)));
    shelf.stored(new StoredRun("small", run("small", 1_000_000)));
    shelf.add(run("new", 12_000_000));
    assertThat(shelf.freeze().files())
        .extracting(StoredRun::file)
        .containsExactly("small", "large");
  }
}

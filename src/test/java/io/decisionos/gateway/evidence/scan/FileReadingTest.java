package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a file is read as it was seen, or not to its end. */
class FileReadingTest {
  private static final int SEVERAL_SLICES = 3_500_000;

  @TempDir Path folder;
  private Path file;
  private FileState seen;

  @BeforeEach
  void write() throws IOException {
    file = Files.write(folder.resolve("evidence_1.json"), new byte[SEVERAL_SLICES]);
    seen = FileState.of(file);
  }

  private Optional<Integer> length() throws IOException {
    return FileReading.of(file, seen, bytes -> bytes.length);
  }

  @Test
  void aFileOfSeveralSlicesIsReadWhole() throws IOException {
    byte[] bytes = new byte[SEVERAL_SLICES];
    bytes[0] = 1;
    bytes[1 << 20] = 2;
    bytes[SEVERAL_SLICES - 1] = 3;
    Files.write(file, bytes);
    seen = FileState.of(file);

    assertThat(FileReading.of(file, seen, Function.identity())).contains(bytes);
  }

  @Test
  void aFileThatHasGrownIsNotReadToItsEnd() throws IOException {
    Files.write(file, new byte[1], StandardOpenOption.APPEND);

    assertThat(length()).isEmpty();
  }

  @Test
  void norIsOneThatAnotherHasTakenThePlaceOf() throws IOException {
    Path other = Files.write(folder.resolve("other"), new byte[SEVERAL_SLICES]);
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(length()).isEmpty();
  }

  @Test
  void aFileThatEndsTooEarlyIsNotWhatItWas() throws IOException {
    Files.write(file, new byte[10]);

    assertThat(length()).isEmpty();
  }

  @Test
  void aFileThatIsGoneIsTold() throws IOException {
    Files.delete(file);

    assertThatThrownBy(this::length).isInstanceOf(NoSuchFileException.class);
  }
}

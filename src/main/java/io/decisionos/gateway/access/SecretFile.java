package io.decisionos.gateway.access;

import io.decisionos.gateway.text.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/** A file of random bytes that its owner alone can read, made if there is none. */
public final class SecretFile {
  private static final int BYTES = 32;

  private SecretFile() {}

  /**
   * The bytes. Two processes that ask at the same time get the same ones.
   *
   * @throws IOException whose message names the file, if there are none to be had
   */
  public static byte[] of(Path file) throws IOException {
    byte[] secret = read(file);
    if (secret.length != BYTES) {
      throw new IOException(
          file + ": found " + secret.length + " bytes, expected " + BYTES + "; remove the file");
    }
    return secret;
  }

  private static byte[] read(Path file) throws IOException {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      // What the system says names no file if the file is a directory.
      throw new IOException(
          file
              + ": found it unusable ("
              + Cause.words(e)
              + "), expected a file of "
              + BYTES
              + " bytes",
          e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    // A temporary file is readable by its owner alone, and stays so under its other name.
    Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
    try {
      write(draft, secret);
      // Unlike a rename, a link never takes the place of a file that another has just made.
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Then that one counts.
    } finally {
      Files.delete(draft);
    }
  }

  /**
   * On the disk before it has its name: a secret that a loss of power empties stops every start.
   */
  private static void write(Path draft, byte[] secret) throws IOException {
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(secret));
      channel.force(true);
    }
  }
}

package io.decisionos.gateway.docs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell into which blocks are pasted, each in one go; it is the same shell from block to block.
 */
final class PastingShell implements AutoCloseable {
  private static final String END = "end-of-what-was-pasted";

  private final Process bash;
  private final BufferedWriter in;
  private final BufferedReader out;

  PastingShell(Path home, Map<String, String> variables) throws IOException {
    var builder = new ProcessBuilder("bash", "--norc").directory(home.toFile());
    builder.environment().putAll(variables);
    bash = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    in = bash.outputWriter(StandardCharsets.UTF_8);
    out = bash.inputReader(StandardCharsets.UTF_8);
  }

  /** Pastes a block; answers what it printed. */
  String paste(String block) throws IOException {
    in.write(block + "\nprintf '\\n%s\\n' " + END + "\n");
    in.flush();
    var printed = new StringBuilder();
    for (String line = out.readLine(); !END.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("the shell ended after: " + block);
      }
      printed.append(line).append('\n');
    }
    return printed.toString().strip();
  }

  /** Ends the shell and what it may have left running. */
  @Override
  public void close() throws IOException {
    bash.descendants().forEach(ProcessHandle::destroy);
    in.close();
    bash.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}

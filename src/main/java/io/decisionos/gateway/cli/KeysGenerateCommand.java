package io.decisionos.gateway.cli;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyGenerator;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.text.Cause;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
    name = "generate",
    description =
        "Makes a key: {kid}.pem and {kid}.private.pem, or {kid}.jwk for secrets. The files are"
            + " readable by their owner alone and never take the place of others.",
    mixinStandardHelpOptions = true)
final class KeysGenerateCommand implements Callable<Integer> {
  private static final int FAILED = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--algorithm",
      required = true,
      description = "EdDSA, ES256, RS256, HS256, ed25519 or hmac-sha256.")
  private String algorithm;

  @Option(names = "--kid", required = true, description = "How messages name the key.")
  private String kid;

  @Option(names = "--out", required = true, description = "The directory for the files.")
  private Path out;

  @Override
  public Integer call() {
    Algorithm known = algorithm();
    if (!Source.isFileName(kid) || !Source.isFileName(kid + ".private.pem")) {
      throw new ParameterException(
          spec.commandLine(),
          "--kid: found \"" + kid + "\", expected a name that files can have: A-Z a-z 0-9 . _ -");
    }
    try {
      Files.createDirectories(out);
      PrintWriter printer = spec.commandLine().getOut();
      write(KeyGenerator.make(kid, known)).forEach(printer::println);
      return 0;
    } catch (FileAlreadyExistsException e) {
      return fail(e.getFile() + ": found a file of this name, expected none");
    } catch (IOException e) {
      return fail(out + ": found a directory that cannot be written (" + Cause.words(e) + ")");
    }
  }

  private Algorithm algorithm() {
    return Arrays.stream(Algorithm.values())
        .filter(known -> known.word().equals(algorithm))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--algorithm: found \"" + algorithm + "\", expected one of: " + words()));
  }

  private static String words() {
    return Arrays.stream(Algorithm.values()).map(Algorithm::word).collect(Collectors.joining(", "));
  }

  /** All of them or none. */
  private List<Path> write(Map<String, String> files) throws IOException {
    var written = new ArrayList<Path>();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = out.resolve(file.getKey());
        NewFile.write(path, file.getValue());
        written.add(path);
      }
      return written;
    } catch (IOException e) {
      for (Path path : written) {
        Files.delete(path);
      }
      throw e;
    }
  }

  private int fail(String why) {
    spec.commandLine().getErr().println("keys generate: " + why);
    return FAILED;
  }
}

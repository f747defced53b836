package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.docs.Markdown.Block;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes through the rotation of {@code docs/keys.md}: its commands, its files, what they print. */
final class KeysGuideTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PROGRAM = "./run.sh ";

  @TempDir private Path home;
  private String last = "";

  @Test
  void everyStepOfTheRotationDoesWhatTheGuideSays() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      Path conf = gateway.conf();
      run(gateway, PROGRAM + "keys generate --algorithm EdDSA --kid 2024-02 --out conf");
      int steps = 0;
      for (Block block : rotation()) {
        switch (block.language()) {
          case "yaml" -> put(conf, block.text());
          case "sh" -> last = block.text().strip();
          case "text" -> await(gateway, last, block.text().strip());
          default -> throw new AssertionError(block);
        }
        if (block.language().equals("sh") && last.contains("generate")) {
          assertThat(run(gateway, last).code()).isZero();
        }
        steps++;
      }
      assertThat(steps).isGreaterThan(10);
    }
  }

  /** The blocks from the first keyset of the guide on, to where signed requests begin. */
  private static List<Block> rotation() throws IOException {
    return Markdown.read("docs/keys.md").blocks().stream()
        .takeWhile(block -> !block.text().contains("partner-1"))
        .filter(
            block ->
                block.text().contains("2024-0")
                    || block.text().contains("callers: ")
                    || block.text().startsWith(PROGRAM)
                    || block.text().startsWith("conf: "))
        .toList();
  }

  private static void put(Path conf, String text) throws IOException {
    Path draft = Files.writeString(conf.resolve(".draft.tmp"), text);
    Files.move(draft, conf.resolve("keysets.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static CommandLineRun run(RunningGateway gateway, String line) {
    assertThat(line).startsWith(PROGRAM);
    List<String> words =
        Arrays.stream(line.substring(PROGRAM.length()).split(" ", -1))
            .map(word -> word.equals("conf") ? gateway.conf().toString() : word)
            .collect(Collectors.toCollection(ArrayList::new));
    if (words.contains("plan")) {
      words.addAll(List.of("--url", "http://127.0.0.1:" + gateway.opsPort()));
    }
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  /** A change of a file takes a moment to be seen. */
  private static void await(RunningGateway gateway, String line, String expected) {
    String pattern =
        Arrays.stream(expected.split("…", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    Await.until(
        PATIENCE,
        () -> printed(gateway, line).matches(pattern),
        () -> line + "\n" + printed(gateway, line) + "\nexpected\n" + expected);
  }

  private static String printed(RunningGateway gateway, String line) {
    return run(gateway, line).out().replace(gateway.conf().toString(), "conf").strip();
  }
}

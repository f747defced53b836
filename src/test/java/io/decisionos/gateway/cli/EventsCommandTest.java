package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsCommandTest {
  @TempDir private Path out;

  private int generate(Path folder, String... more) {
    return Cli.run(
        Stream.concat(Stream.of("events", "generate", "--out", folder.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void theSameSeedMakesTheSameEventsOfEachTenant() throws IOException {
    String[] options = {"--seed", "7", "--tenant", "acme-corp", "--tenant", "default"};
    assertThat(generate(out.resolve("a"), options)).isZero();
    assertThat(generate(out.resolve("b"), options)).isZero();
    String first = Files.readString(out.resolve("a/acme-corp/sample-7.jsonl"));
    assertThat(Files.readString(out.resolve("b/acme-corp/sample-7.jsonl"))).isEqualTo(first);
    assertThat(Files.readString(out.resolve("a/default/sample-7.jsonl"))).isNotEqualTo(first);
    assertThat(first.lines()).hasSize(5000);
  }

  @Test
  void eventsLieInTheRangeAndAreSorted() throws IOException {
    String from = "2024-02-28T00:00:00Z";
    String to = "2024-03-01T00:00:00Z";
    assertThat(generate(out, "--from", from, "--to", to, "--events", "300")).isZero();
    assertThat(Files.readString(out.resolve("default/sample-1.jsonl")).lines())
        .hasSize(300)
        .extracting(line -> new JsonObject(line).getInstant("ts").toString())
        .isSorted()
        .allMatch(ts -> ts.compareTo(from) >= 0 && ts.compareTo(to) < 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tenant=../other",
        "--tenant=",
        "--events=-1",
        "--to=tomorrow",
        "--from=2030-01-01T00:00:00Z"
      })
  void optionsThatMakeNoSenseAreRefused(String option) {
    assertThat(generate(out, option)).isEqualTo(2);
    assertThat(out).isEmptyDirectory();
  }
}

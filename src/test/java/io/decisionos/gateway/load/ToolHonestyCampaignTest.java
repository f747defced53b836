package io.decisionos.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.ToolProcess.Ended;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty runs against a fast server: the half of them with a tool that is held back have to be
 * INVALID, the others to count, unless the machine itself held up what was measured. Needs two
 * cores that nothing else uses.
 */
@Tag("quiet")
class ToolHonestyCampaignTest {

  private static final int RUNS = Integer.getInteger("campaign.runs", 50);
  private static final int INVALID = 3;

  /** What the tool takes for its own may be a tenth of what it reports, or so much in any case. */
  private static final double TO_BE_SEEN_MS = 1;

  /** From a rate that even a tool without a compiler can make to one that it never makes. */
  private static final List<Integer> RATES = List.of(50, 500, 2000, 10_000);

  @TempDir private Path directory;

  @Test
  void everyVerdictIsRight() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (FastServer fast = FastServer.start();
        MachineWitness witness = MachineWitness.start()) {
      for (int i = 0; i < RUNS; i++) {
        int rate = RATES.get(i / 2 % RATES.size());
        boolean throttled = i % 2 == 0;
        Ended ended = run(fast, throttled, rate);
        double machine = witness.heldUpSince(began());
        String what =
            "%s %d/s, machine %.1f ms:%s"
                .formatted(throttled ? "throttled" : "as it is", rate, machine, said(ended));
        System.out.println(what);
        boolean invalid = ended.exit() == INVALID;
        boolean right = throttled ? invalid : !invalid || machine >= TO_BE_SEEN_MS;
        if (!right) {
          wrong.add(what);
        }
      }
    }
    assertThat(wrong).as("wrong verdicts of " + RUNS).isEmpty();
  }

  private Ended run(FastServer fast, boolean throttled, int rate) throws Exception {
    Path scenario = directory.resolve("s.json");
    Files.writeString(scenario, ThrottledToolTest.SCENARIO.formatted(rate, 6));
    ToolProcess tool = throttled ? ToolProcess.throttled() : ToolProcess.asItIs();
    return tool.run(
        scenario.toString(),
        "--target",
        fast.uri().toString(),
        "--report",
        directory.resolve("report").toString());
  }

  /** When what the last run measured began. */
  private Instant began() throws IOException {
    String report = Files.readString(directory.resolve("report").resolve("report.json"));
    return Instant.parse(new JsonObject(report).getString("started_at"));
  }

  private static String said(Ended ended) {
    return ended
        .output()
        .lines()
        .filter(line -> line.matches("(PASSED|MISSED|INVALID) .*|  all .*|  the tool's own.*"))
        .reduce("", (all, line) -> all + " " + line.strip().replaceAll(" +", " "));
  }
}

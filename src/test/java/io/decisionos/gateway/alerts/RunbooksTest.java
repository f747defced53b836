package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.message.Message;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every runbook has, and who follows each of them. */
final class RunbooksTest {

  private static List<String> names() {
    return Stream.concat(
            Arrays.stream(BuiltIn.values()).map(BuiltIn::word), Stream.of(Message.DIGEST))
        .sorted()
        .toList();
  }

  @Test
  void eachAlertHasARunbookThatSaysWhatItMeansHowToLookAndHowToMend() throws IOException {
    try (Stream<Path> files = Files.list(Runbook.FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(names().stream().map(name -> name + ".md").toList());
    }
    for (String name : names()) {
      String text = Files.readString(Runbook.FOLDER.resolve(name + ".md"));
      assertThat(text.lines().filter(line -> line.startsWith("#")))
          .as(name)
          .containsExactly("# " + name, "## What it means", "## How to look", "## How to mend");
      assertThat(RunbookPage.of(name, text)).contains("<h1>" + name + "</h1>", "<pre>");
    }
  }

  @Test
  void eachIsFollowedFromItsIncidentToTheEndOfTheAlert() {
    assertThat(
            Stream.of(
                    RunbookIncidentsTest.FOLLOWED,
                    FleetAlertsTest.FOLLOWED,
                    RunbookIncidentsCampaignTest.FOLLOWED)
                .flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void aCommandStandsInABlockSoThatItIsRun() throws IOException {
    for (String name : names()) {
      String text = Files.readString(Runbook.FOLDER.resolve(name + ".md"));
      assertThat(text).as(name).doesNotContain("`./run.sh", "`POST", "`curl");
    }
  }

  @Test
  void aPageEscapesWhatIsInIt() {
    assertThat(RunbookPage.of("x", "# a <b>\n\n`<script>` & \"c\"\n\n- one\n- two\n"))
        .contains("<h1>a &lt;b&gt;</h1>", "<code>&lt;script&gt;</code> &amp; &quot;c&quot;")
        .contains("<a href=\"/console/#/alerts\">Alerts</a>")
        .contains("<ul><li>one\n<li>two\n</ul>");
  }
}

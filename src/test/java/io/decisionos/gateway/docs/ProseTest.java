package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents are in plain English, in lines that a terminal and a review show whole. */
final class ProseTest {
  private static final int LONGEST = 120;
  // By an option, in a file, by itself as streams and checkpoints do.
  private static final String ENDED = ".*( -w '\\\\n' | > |curl -N |/checkpoint').*";
  // What reads like a translation, and what to write: takes precedence over, deleted on exit, if.
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?i)\\bgo(es)? before (the (file|global|host)|that\\b|it\\b|`)"
              + "|\\bgone afterwards\\b"
              + "|\\b(even|also) where\\b"
              + "|\\bwhere (there (is|are|was|were)|it is missing|nobody|nothing)\\b"
              + "|\\bwhere (asked|wanted|needed|known|possible|there is none)\\b");

  @Test
  void linesAreShort() throws IOException {
    var found = new ArrayList<String>();
    for (Path document : documents()) {
      boolean code = false;
      List<String> lines = Files.readAllLines(document);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        code ^= line.startsWith("```");
        if (line.length() > LONGEST && !code && isProse(line)) {
          found.add(document + ":" + (i + 1));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isProse(String line) {
    // Rows of tables, indented code and pictures cannot be broken.
    return !line.startsWith("|") && !line.startsWith("    ") && !line.startsWith("!");
  }

  @Test
  void whatCurlPrintsEndsItsLine() throws IOException {
    var found = new ArrayList<String>();
    for (Path document : documents()) {
      String text = Files.readString(document).replaceAll("\\\\\n +", "");
      for (String line : text.split("\n", -1)) {
        boolean command = line.matches("(?: {4}|\\$ | {2}|for .*; do )?curl .*");
        if (command && !line.matches(ENDED)) {
          found.add(document + ": " + line);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void nothingReadsLikeATranslation() throws IOException {
    var found = new ArrayList<String>();
    for (Path document : documents()) {
      var phrase = FOREIGN.matcher(Files.readString(document));
      while (phrase.find()) {
        found.add(document + ": " + phrase.group());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noCommentReadsLikeATranslation() throws IOException {
    var found = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
        for (String line : Files.readAllLines(file)) {
          String text = line.strip();
          boolean comment = text.startsWith("*") || text.startsWith("/**") || text.startsWith("//");
          if (comment && FOREIGN.matcher(text).find()) {
            found.add(file + ": " + text);
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void eachPageSaysWhatItIsForBeforeItBegins() throws IOException {
    for (Path page : pages()) {
      List<String> lines = Files.readAllLines(page);
      int chapter = lines.stream().map(line -> line.startsWith("## ")).toList().indexOf(true);
      List<String> opening = lines.subList(1, chapter < 0 ? lines.size() : chapter);
      assertThat(lines.get(0)).as(page.toString()).startsWith("# ");
      assertThat(String.join("", opening).strip()).as(page + ": opening").isNotEmpty();
    }
  }

  @Test
  void theStartPageLeadsToEachDocument() throws IOException {
    String start = Files.readString(Path.of("docs/README.md"));
    for (Path page : pages()) {
      String name = Path.of("docs").relativize(page).toString();
      assertThat(start).contains("(" + name);
    }
  }

  /** The documents that readers choose from; runbooks and decisions are lists of their own. */
  private static List<Path> pages() throws IOException {
    return documents().stream()
        .filter(file -> file.startsWith("docs"))
        .filter(file -> !file.startsWith("docs/runbooks") && !file.startsWith("docs/adr"))
        .filter(file -> !file.endsWith("README.md"))
        .toList();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> top = Files.list(Path.of("."))) {
      return Stream.concat(docs, top).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}

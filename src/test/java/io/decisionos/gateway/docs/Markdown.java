package io.decisionos.gateway.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A document of the project, as far as tests read it. */
record Markdown(Path file, List<String> lines) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S*)\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  static Markdown read(String file) throws IOException {
    return new Markdown(Path.of(file), Files.readAllLines(Path.of(file)));
  }

  /** A fenced block with the word behind its fence. */
  record Block(String language, String text) {}

  List<Block> blocks() {
    return BLOCK
        .matcher(lines.stream().collect(Collectors.joining("\n", "", "\n")))
        .results()
        .map(block -> new Block(block.group(1), block.group(2)))
        .toList();
  }

  /** The rows of the first table under a heading, without backticks. */
  List<List<String>> table(String heading) {
    var rows = new ArrayList<List<String>>();
    for (String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
      if (line.startsWith("|")) {
        rows.add(cells(line));
      } else if (!rows.isEmpty()) {
        break;
      }
    }
    return rows.subList(2, rows.size());
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  /** Where the document's links lead, those to other sites left out. */
  List<Path> linkedFiles() {
    return LINK.matcher(CODE.matcher(String.join("\n", lines)).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://") && !target.startsWith("#"))
        .map(target -> file.resolveSibling(target.replaceFirst("#.*", "")))
        .toList();
  }
}

package io.decisionos.gateway.alerts;

import java.util.regex.Pattern;

/**
 * A runbook as a page: headings, paragraphs, lists, code and links, which is all that runbooks use.
 * Everything in it is escaped. Pure.
 */
final class RunbookPage {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([A-Za-z0-9_./#-]+)\\)");
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>%s</title><link rel="stylesheet" href="/console/console.css"></head>
      <body><main>
      <p class="crumb"><a href="/console/#/alerts">Alerts</a> / runbook</p>
      """;

  private final StringBuilder out = new StringBuilder();
  private String open = "";

  private RunbookPage() {}

  /** The page of a text in Markdown. */
  static String of(String title, String markdown) {
    var page = new RunbookPage();
    page.out.append(HEAD.formatted(escaped(title)));
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        code = !code;
        page.turn(code ? "pre" : "");
      } else if (code) {
        page.out.append(escaped(line)).append('\n');
      } else {
        page.line(line);
      }
    }
    page.turn("");
    return page.out.append("</main></body></html>\n").toString();
  }

  private void line(String line) {
    if (line.startsWith("#")) {
      turn("");
      int level = line.indexOf(' ');
      String text = inline(line.substring(level + 1));
      out.append("<h%d>%s</h%d>\n".formatted(level, text, level));
    } else if (line.isBlank()) {
      turn("");
    } else if (line.startsWith("- ")) {
      turn("ul");
      out.append("<li>").append(inline(line.substring(2))).append('\n');
    } else {
      if (open.isEmpty()) {
        turn("p");
      }
      out.append(inline(line)).append('\n');
    }
  }

  /** Ends what is open, unless that goes on, and begins what comes. */
  private void turn(String next) {
    if (open.equals(next) && !next.equals("p")) {
      return;
    }
    if (!open.isEmpty()) {
      out.append("</").append(open).append(">\n");
    }
    if (!next.isEmpty()) {
      out.append('<').append(next).append('>');
    }
    open = next;
  }

  private static String inline(String text) {
    String code = CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    return LINK.matcher(code).replaceAll("$1");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

package io.decisionos.gateway.load.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A report as one page that needs nothing else: no network, no second file. Pure. */
public final class ReportPage {

  private static final String PLACE = "/*REPORT*/";

  private ReportPage() {}

  public static String of(ObjectNode report) {
    // In a script element only "<" can end or change what is read; in JSON it may be escaped.
    return template().replace(PLACE, report.toString().replace("<", "\\u003c"));
  }

  private static String template() {
    try (var file = ReportPage.class.getResourceAsStream("/load/report.html")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException torn) {
      throw new UncheckedIOException(torn);
    }
  }
}

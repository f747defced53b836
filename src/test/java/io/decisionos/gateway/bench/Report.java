package io.decisionos.gateway.bench;

import java.util.Locale;

/** Where the bench writes: tables on standard output, what it is doing on standard error. */
final class Report {
  private Report() {}

  static void line(String text) {
    System.out.println(text);
  }

  static void line(String format, Object... values) {
    line(String.format(Locale.ROOT, format, values));
  }

  static void progress(String text) {
    System.err.println(text);
  }
}

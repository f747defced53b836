package io.decisionos.gateway.load.scenario;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 has them: quotes, doubled quotes, line breaks in quotes. */
final class CsvText {

  private final List<List<String>> records = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private List<String> record = new ArrayList<>();
  private boolean quoted;
  private boolean begun;

  private CsvText() {}

  /** The records of a text; empty lines are none. */
  static List<List<String>> records(String text) throws TableFile.Unusable {
    var csv = new CsvText();
    for (int i = 0; i < text.length(); i++) {
      if (csv.take(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : '\n')) {
        i++;
      }
    }
    if (csv.quoted) {
      int record = csv.records.size() + 1;
      throw new TableFile.Unusable(
          "record " + record + " that ends within quotes", "a closing quote");
    }
    csv.endRecord();
    return csv.records;
  }

  /** Takes a character; says whether the next one is taken with it. */
  private boolean take(char at, char next) {
    if (quoted) {
      return takeQuoted(at, next);
    }
    switch (at) {
      case '"' -> {
        quoted = true;
        begun = true;
      }
      case ',' -> endField();
      case '\n' -> endRecord();
      case '\r' -> {
        if (next != '\n') {
          endRecord();
        }
      }
      default -> {
        field.append(at);
        begun = true;
      }
    }
    return false;
  }

  private boolean takeQuoted(char at, char next) {
    if (at != '"') {
      field.append(at);
      return false;
    }
    if (next == '"') {
      field.append('"');
      return true;
    }
    quoted = false;
    return false;
  }

  private void endField() {
    record.add(field.toString());
    field.setLength(0);
    begun = true;
  }

  private void endRecord() {
    if (begun) {
      endField();
      records.add(record);
      record = new ArrayList<>();
      begun = false;
    }
  }
}

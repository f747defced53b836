package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rows from a file: CSV with a line of names, or one JSON object a line. */
final class TableFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_BYTES = 50_000_000;

  private final List<String> columns = new ArrayList<>();
  private final List<Map<String, String>> rows = new ArrayList<>();

  private TableFile() {}

  /** A file that is none, with what was found and what was expected. */
  static final class Unusable extends Exception {
    private final String expected;

    Unusable(String found, String expected) {
      super(found);
      this.expected = expected;
    }

    String expected() {
      return expected;
    }
  }

  static Table csv(Path file, boolean random) throws Unusable {
    return new TableFile().fromCsv(CsvText.records(text(file))).table(random);
  }

  static Table jsonLines(Path file, boolean random) throws Unusable {
    return new TableFile().fromLines(text(file).lines().toList()).table(random);
  }

  private static String text(Path file) throws Unusable {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Unusable(file + " of " + Files.size(file) + " bytes", "at most " + MOST_BYTES);
      }
      return Texts.read(file);
    } catch (NoSuchFileException missing) {
      throw new Unusable("no file " + file, "a file beside the scenario");
    } catch (CharacterCodingException encoding) {
      throw new Unusable("other bytes than UTF-8 in " + file, "a file in UTF-8");
    } catch (IOException unreadable) {
      throw new Unusable(unreadable.toString(), "a file in UTF-8 that can be read");
    }
  }

  private TableFile fromCsv(List<List<String>> records) throws Unusable {
    if (!records.isEmpty()) {
      columns.addAll(records.get(0));
    }
    if (Set.copyOf(columns).size() < columns.size()) {
      throw new Unusable("the names " + columns, "names that differ");
    }
    for (int i = 1; i < records.size(); i++) {
      List<String> fields = records.get(i);
      if (fields.size() != columns.size()) {
        throw new Unusable(
            "record " + (i + 1) + " with " + fields.size() + " fields",
            columns.size() + " fields, as in the line of names");
      }
      var row = new LinkedHashMap<String, String>();
      for (int c = 0; c < columns.size(); c++) {
        row.put(columns.get(c), fields.get(c));
      }
      rows.add(row);
    }
    return this;
  }

  private TableFile fromLines(List<String> lines) throws Unusable {
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        JsonNode object = parsed(lines.get(i), i + 1);
        if (rows.isEmpty()) {
          object.fieldNames().forEachRemaining(columns::add);
        }
        rows.add(row(object, i + 1));
      }
    }
    return this;
  }

  private Map<String, String> row(JsonNode object, int line) throws Unusable {
    var row = new LinkedHashMap<String, String>();
    for (String column : columns) {
      JsonNode value = object.path(column);
      if (!value.isValueNode()) {
        throw new Unusable(
            "line " + line + " without a plain " + column, "the names of the first line in each");
      }
      row.put(column, value.asText());
    }
    return row;
  }

  private static JsonNode parsed(String line, int number) throws Unusable {
    try {
      JsonNode object = JSON.readTree(line);
      if (object.isObject()) {
        return object;
      }
    } catch (JsonProcessingException broken) {
      throw new Unusable("line " + number + ": " + broken.getOriginalMessage(), "JSON");
    }
    throw new Unusable("line " + number + " that is no object", "one JSON object a line");
  }

  private Table table(boolean random) throws Unusable {
    if (columns.isEmpty() || rows.isEmpty()) {
      throw new Unusable("no rows", "at least one");
    }
    return new Table(columns, rows, random);
  }
}

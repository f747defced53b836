package io.decisionos.gateway.evidence.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** One document of the golden set with what is expected of it. */
record Golden(JsonNode expected) {

  static List<Golden> all() {
    try (InputStream cases = resource("cases.json")) {
      JsonNode all = new ObjectMapper().readTree(cases);
      return StreamSupport.stream(all.spliterator(), false).map(Golden::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] document() {
    try (InputStream file = resource("docs/" + expected.get("file").asText())) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Golden.class.getResourceAsStream("/evidence/" + name);
  }

  /** An expected text, or empty if it is none. */
  Optional<String> text(String field) {
    return Optional.ofNullable(expected.get(field).textValue());
  }

  @Override
  public String toString() {
    return expected.get("case").asText() + ": " + expected.get("note").asText();
  }
}

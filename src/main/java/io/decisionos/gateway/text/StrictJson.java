package io.decisionos.gateway.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Reads JSON that cannot be understood in two ways: UTF-8 alone, each member once, nothing after
 * the end. Readers differ in how deep a document may be. Text is decoded first, as a parser that is
 * given bytes would take UTF-16 and UTF-32, too. Pure.
 */
public final class StrictJson {
  /** For what is small by nature, such as the parts of a token: 8 levels. */
  public static final StrictJson SHALLOW = new StrictJson(8);

  /** For whole documents: 1000 levels, and 1000 digits in a number. */
  public static final StrictJson DOCUMENT = new StrictJson(StreamReadConstraints.DEFAULT_MAX_DEPTH);

  private static final JsonFactory FORGETFUL = forgetful().build();

  private static final JsonFactory UNBOUNDED =
      forgetful()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonMapper mapper;

  private StrictJson(int mostLevels) {
    StreamReadConstraints depth =
        StreamReadConstraints.builder().maxNestingDepth(mostLevels).build();
    mapper =
        JsonMapper.builder(forgetful().streamReadConstraints(depth).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Begins a factory for what callers have written. Names of members are theirs, in any number, and
   * the parsers of a factory share what it keeps of them: names with one hash, sent by one caller,
   * would fail the documents of others. So none is kept.
   */
  public static JsonFactoryBuilder forgetful() {
    return new JsonFactoryBuilder()
        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
        .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false);
  }

  /** A parser for events of JSON, which leaves repeated members to its user. */
  public static JsonParser parser(String text) throws IOException {
    return FORGETFUL.createParser(text);
  }

  /**
   * Whether the bytes are one JSON value, for whoever keeps them as they are: however deep, and
   * with repeated members.
   */
  public static boolean isOneValue(byte[] bytes) {
    return Utf8.decode(bytes).filter(StrictJson::isOneValue).isPresent();
  }

  private static boolean isOneValue(String text) {
    try (JsonParser parser = UNBOUNDED.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object; empty if the bytes are anything else. */
  public Optional<ObjectNode> object(byte[] bytes) {
    return Utf8.decode(bytes).flatMap(this::object);
  }

  private Optional<ObjectNode> object(String text) {
    try {
      return tree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * The document; a missing node if the text is empty.
   *
   * @throws JsonProcessingException with the fault's place
   */
  public JsonNode tree(String text) throws JsonProcessingException {
    return mapper.readTree(text);
  }

  /**
   * Whether a text has more keys, values and brackets than so many.
   *
   * @throws JsonProcessingException with a fault's place, if there is one among them
   */
  public boolean hasMoreTokens(String text, int most) throws JsonProcessingException {
    // A token takes a character at least.
    if (text.length() <= most) {
      return false;
    }
    try (JsonParser parser = mapper.createParser(text)) {
      int tokens = 0;
      while (tokens <= most && parser.nextToken() != null) {
        tokens++;
      }
      return tokens > most;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

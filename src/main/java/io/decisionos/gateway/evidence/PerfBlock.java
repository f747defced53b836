package io.decisionos.gateway.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.scan.Original;
import io.decisionos.gateway.text.StrictJson;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a document says of performance. Immutable but for the block, which nobody changes.
 *
 * @param id the document's
 * @param perf its block; a number may be none, or as large as documents may have them
 */
public record PerfBlock(String id, JsonObject perf) {
  /** Evidence has the words for no number, and numbers and texts of any length. */
  private static final JsonFactory JSON =
      StrictJson.forgetful()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** That of a document, if it has one. */
  static Optional<PerfBlock> of(Original original) {
    String id = original.entry().path().id();
    return Evidence.perf(original.bytes()).map(text -> new PerfBlock(id, parse(text)));
  }

  private static JsonObject parse(byte[] text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      return new JsonObject(JacksonCodec.parseObject(parser));
    } catch (IOException e) {
      throw new UncheckedIOException("JSON that was just written", e);
    }
  }
}

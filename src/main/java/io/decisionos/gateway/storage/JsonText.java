package io.decisionos.gateway.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.decisionos.gateway.text.Utf8;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Tells whether bytes are one JSON document in UTF-8. Pure. */
final class JsonText {
  /** No bounds of its own: the size of the body is bound already. */
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  static boolean isJson(Buffer body) {
    // Decoded first: given bytes, the parser would also take UTF-16 and UTF-32.
    return Utf8.decode(body.getBytes()).filter(JsonText::isOneValue).isPresent();
  }

  private static boolean isOneValue(String text) {
    try (JsonParser parser = STRICT.createParser(text)) {
      return isOneValue(parser);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOneValue(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      return false;
    }
    parser.skipChildren();
    return parser.nextToken() == null;
  }
}

package io.decisionos.gateway.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
    try {
      // Decoded first: given bytes, the parser would also take UTF-16 and UTF-32.
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
      try (JsonParser parser = STRICT.createParser(text)) {
        return isOneValue(parser);
      }
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

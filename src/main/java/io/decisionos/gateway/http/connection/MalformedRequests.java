package io.decisionos.gateway.http.connection;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Names what the HTTP decoder did not accept. Pure. */
public final class MalformedRequests {
  private MalformedRequests() {}

  public static Problem problem(DecoderResult result) {
    if (result.cause() instanceof TooLongHttpLineException) {
      return Problem.of(
          ProblemType.REQUEST_URI_TOO_LONG, "Send a request target of at most 8192 bytes.");
    }
    if (result.cause() instanceof TooLongHttpHeaderException) {
      return Problem.of(
          ProblemType.REQUEST_HEADERS_TOO_LARGE,
          "Send header fields of at most 16384 bytes in all.");
    }
    if (result.cause() instanceof RequestDecoder.SlowHeadException) {
      return Problem.of(
          ProblemType.REQUEST_INVALID, "Send the whole head of a request without a long pause.");
    }
    return Problem.of(ProblemType.REQUEST_INVALID, "Send a well-formed HTTP/1.1 request.");
  }
}

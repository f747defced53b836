package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Names what went wrong when no answer came. */
final class Failures {

  private Failures() {}

  static Kind kind(Throwable failure) {
    if (failure instanceof ConnectTimeoutException) {
      return Kind.TIMEOUT;
    }
    if (failure instanceof ConnectException) {
      return Kind.REFUSED;
    }
    if (failure instanceof HttpClosedException || failure instanceof ClosedChannelException) {
      return Kind.CLOSED;
    }
    if (failure instanceof SocketException || says(failure, "reset")) {
      return Kind.RESET;
    }
    boolean unreadable =
        failure instanceof DecoderException || failure instanceof IllegalArgumentException;
    return unreadable ? Kind.GARBAGE : Kind.OTHER;
  }

  /** The native transport throws its own exceptions, which differ only in their text. */
  private static boolean says(Throwable failure, String word) {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains(word);
  }
}

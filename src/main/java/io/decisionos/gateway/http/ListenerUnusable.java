package io.decisionos.gateway.http;

import io.decisionos.gateway.http.connection.Tls;
import io.decisionos.gateway.text.Cause;
import java.net.BindException;

/** A listener cannot be opened. The message is for the operator, on one line. */
public final class ListenerUnusable extends RuntimeException {
  ListenerUnusable(ListenerParts parts, Throwable cause) {
    super(message(parts, cause), null, false, false);
  }

  private static String message(ListenerParts parts, Throwable cause) {
    Tls tls = parts.bind().tls();
    if (tls.mode() == Tls.Mode.ON && !(cause instanceof BindException)) {
      return parts.key()
          + ".tls_cert_file: found "
          + tls.certificate()
          + " and "
          + tls.key()
          + " unusable ("
          + Cause.words(cause)
          + "), expected a certificate and its private key as PEM";
    }
    return parts.key()
        + ".port: found "
        + parts.bind().with(parts.bind().port())
        + " unusable ("
        + Cause.words(cause)
        + "), expected a free port; 0 picks one";
  }
}

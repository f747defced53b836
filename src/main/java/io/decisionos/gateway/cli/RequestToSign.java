package io.decisionos.gateway.cli;

import io.decisionos.gateway.signature.ContentDigest;
import io.decisionos.gateway.signature.SignedMessage;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A request that is about to be sent.
 *
 * @param headers names and values
 */
record RequestToSign(String method, URI url, List<String[]> headers, Optional<byte[]> body)
    implements SignedMessage {
  @Override
  public String path() {
    return Optional.ofNullable(url.getRawPath()).orElse("");
  }

  @Override
  public String query() {
    return Optional.ofNullable(url.getRawQuery()).orElse("");
  }

  @Override
  public String target() {
    return (path().isEmpty() ? "/" : path())
        + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
  }

  @Override
  public String scheme() {
    return url.getScheme();
  }

  @Override
  public List<String> fields(String name) {
    if (name.equals(ContentDigest.FIELD)) {
      return digest().stream().toList();
    }
    List<String> given =
        headers.stream()
            .filter(header -> header[0].equalsIgnoreCase(name))
            .map(header -> header[1])
            .toList();
    return given.isEmpty() && name.equals("host") ? List.of(url.getRawAuthority()) : given;
  }

  @Override
  public boolean hasBody() {
    return body.filter(bytes -> bytes.length > 0).isPresent();
  }

  /** The value of {@code Content-Digest}; empty if there is no body. */
  Optional<String> digest() {
    return body.filter(bytes -> bytes.length > 0).map(ContentDigest::of);
  }
}

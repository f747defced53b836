package io.decisionos.gateway.http;

import io.decisionos.gateway.signature.SignedMessage;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** A request as its signature looks at it: as it was sent. */
record SentMessage(HttpServerRequest request, boolean secure) implements SignedMessage {
  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return Optional.ofNullable(request.path()).orElse("");
  }

  @Override
  public String query() {
    return Optional.ofNullable(request.query()).orElse("");
  }

  @Override
  public String target() {
    return request.uri();
  }

  @Override
  public String scheme() {
    return secure ? "https" : "http";
  }

  @Override
  public List<String> fields(String name) {
    return request.headers().getAll(name);
  }

  @Override
  public boolean has(String name) {
    return request.headers().contains(name);
  }

  @Override
  public boolean hasBody() {
    return Bodies.mostToCome(request) > 0;
  }
}

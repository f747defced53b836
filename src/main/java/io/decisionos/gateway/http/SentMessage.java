package io.decisionos.gateway.http;

import io.decisionos.gateway.signature.SignatureInput;
import io.decisionos.gateway.signature.SignatureRules;
import io.decisionos.gateway.signature.SignedMessage;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request as its signature looks at it: as it was sent. */
record SentMessage(HttpServerRequest request, boolean secure) implements SignedMessage {
  /** The names that are asked for of every request, with hashes that are made once. */
  private static final Map<String, CharSequence> ASKED_FOR =
      Stream.concat(
              SignatureRules.WHERE_SENT.stream(), Stream.of(SignatureInput.FIELD, "Signature"))
          .collect(Collectors.toUnmodifiableMap(Function.identity(), HttpHeaders::createOptimized));

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
    return request.headers().getAll(ASKED_FOR.getOrDefault(name, name));
  }

  @Override
  public boolean has(String name) {
    return request.headers().contains(ASKED_FOR.getOrDefault(name, name));
  }

  @Override
  public boolean hasBody() {
    return Bodies.mostToCome(request) > 0;
  }
}

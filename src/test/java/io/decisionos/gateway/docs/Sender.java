package io.decisionos.gateway.docs;

import io.decisionos.gateway.fixture.RawHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Sends many requests at once, each over a connection of its own. */
final class Sender {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  CompletableFuture<RawHttp.Response> send(int port, DocumentedRequest request) {
    var builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.target()))
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
            .header("Content-Type", "application/json");
    return client
        .sendAsync(builder.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(Sender::plain);
  }

  /** The answers to as many requests, when all have come. */
  List<RawHttp.Response> sendAll(int port, Stream<DocumentedRequest> requests) {
    return requests.map(request -> send(port, request)).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static RawHttp.Response plain(HttpResponse<String> response) {
    var fields =
        response.headers().map().entrySet().stream()
            .flatMap(field -> field.getValue().stream().map(v -> field.getKey() + ": " + v));
    return new RawHttp.Response(
        Stream.concat(Stream.of("HTTP/1.1 " + response.statusCode()), fields).toList(),
        response.body());
  }
}

package io.decisionos.gateway.alerts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome.Result;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that do anything but take a message. */
final class HttpPostTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ENOUGH = 1 << 20;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setAddressResolverOptions(
                  new AddressResolverOptions()
                      .setHostsValue(Buffer.buffer("127.0.0.1 localhost my_receiver\n"))));
  private final HttpPost http = new HttpPost(vertx, Duration.ofSeconds(1));

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** What a receiver does with its connection. */
  @FunctionalInterface
  private interface Manner {
    void meet(Socket caller) throws IOException;
  }

  private HttpPost.Reply replyOf(Manner manner) throws Exception {
    return replyOf("127.0.0.1", manner);
  }

  private HttpPost.Reply replyOf(String host, Manner manner) throws Exception {
    try (var server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      var thread = new Thread(() -> serve(server, manner), "receiver");
      thread.setDaemon(true);
      thread.start();
      return http.post(
              URI.create("http://" + host + ":" + server.getLocalPort() + "/x"),
              Map.of("X-Key", "k"),
              Buffer.buffer("{}"))
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void serve(ServerSocket server, Manner manner) {
    try (Socket caller = server.accept()) {
      manner.meet(caller);
    } catch (IOException e) {
      // The other side has had enough, as it should.
      assertThat(server.isBound()).isTrue();
    }
  }

  private static Manner saying(String head, String body) {
    return caller -> {
      caller.getInputStream().read(new byte[512]);
      OutputStream out = caller.getOutputStream();
      out.write(
          (head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII));
      out.flush();
      caller.getInputStream().read();
    };
  }

  private Result resultOf(String head) throws Exception {
    return replyOf(saying(head, "x")).outcome(NOW).result();
  }

  @Test
  void eachStatusMeansThatItCameThatItMayComeLaterOrThatItNeverWill() throws Exception {
    assertThat(resultOf("HTTP/1.1 200 OK")).isEqualTo(Result.DELIVERED);
    assertThat(resultOf("HTTP/1.1 202 Accepted")).isEqualTo(Result.DELIVERED);
    assertThat(resultOf("HTTP/1.1 429 Slow")).isEqualTo(Result.AGAIN);
    assertThat(resultOf("HTTP/1.1 503 Away")).isEqualTo(Result.AGAIN);
    assertThat(resultOf("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/"))
        .isEqualTo(Result.REFUSED);
    assertThat(resultOf("HTTP/1.1 404 No")).isEqualTo(Result.REFUSED);
  }

  /** Compose files make such names, which Java's own addresses do not know. */
  @Test
  void aReceiverWithAnUnderscoreInItsNameIsReached() throws Exception {
    var reply = replyOf("my_receiver", saying("HTTP/1.1 200 OK", "x"));
    assertThat(reply.outcome(NOW).result()).isEqualTo(Result.DELIVERED);
  }

  @Test
  void aPauseThatIsAskedForIsTakenInSecondsOrAsADateThoughNotForDays() throws Exception {
    for (var each :
        Map.of(
                "7", Duration.ofSeconds(7),
                "999999", Duration.ofHours(1),
                "99999999999999999999", Duration.ofHours(1),
                "Thu, 01 Jan 2026 00:00:30 GMT", Duration.ofSeconds(30),
                "Wed, 31 Dec 2025 00:00:30 GMT", Duration.ZERO)
            .entrySet()) {
      var reply = replyOf(saying("HTTP/1.1 429 Slow\r\nRetry-After: " + each.getKey(), ""));
      assertThat(reply.outcome(NOW).retryAfter()).as(each.getKey()).contains(each.getValue());
    }
    var reply = replyOf(saying("HTTP/1.1 503 Away\r\nRetry-After: soon", ""));
    assertThat(reply.outcome(NOW).retryAfter()).isEqualTo(Optional.empty());
  }

  @Test
  void whoeverHangsOrBreaksOffOrTalksNonsenseIsTriedAgain() throws Exception {
    Manner hangs = caller -> caller.getInputStream().transferTo(OutputStream.nullOutputStream());
    Manner breaksOff = caller -> caller.getInputStream().read(new byte[64]);
    Manner nonsense =
        caller -> {
          caller.getInputStream().read(new byte[64]);
          caller.getOutputStream().write("SSH-2.0-nonsense\r\n\r\n".getBytes(US_ASCII));
        };
    for (Manner manner : new Manner[] {hangs, breaksOff, nonsense}) {
      HttpPost.Reply reply = replyOf(manner);
      assertThat(reply.outcome(NOW).result()).isEqualTo(Result.LOST);
      assertThat(reply.said()).startsWith("no answer: ");
    }
  }

  @Test
  void aStatusCountsThoughTheRestOfTheAnswerDoesNotCome() throws Exception {
    for (boolean hangs : new boolean[] {true, false}) {
      for (var each :
          Map.of("200 OK", Result.DELIVERED, "429 Slow", Result.AGAIN, "404 No", Result.REFUSED)
              .entrySet()) {
        HttpPost.Reply reply =
            replyOf(
                caller -> {
                  caller.getInputStream().read(new byte[512]);
                  String head = "HTTP/1.1 " + each.getKey() + "\r\nRetry-After: 7\r\n";
                  String body = "Content-Length: 99\r\n\r\nso far";
                  caller.getOutputStream().write((head + body).getBytes(US_ASCII));
                  if (hangs) {
                    caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                  }
                });
        assertThat(reply.outcome(NOW).result()).as(each.getKey()).isEqualTo(each.getValue());
        assertThat(reply.body()).isEqualTo("so far");
      }
    }
  }

  @Test
  void anAnswerWithoutEndIsReadNoFurtherThanItsBeginning() throws Exception {
    HttpPost.Reply reply =
        replyOf(
            caller -> {
              caller.getInputStream().read(new byte[512]);
              OutputStream out = caller.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n".getBytes(US_ASCII));
              for (int sent = 0; sent < ENOUGH; sent += 1024) {
                out.write(new byte[1024]);
              }
              caller.getInputStream().read();
            });
    assertThat(reply.isWell()).isTrue();
    assertThat(reply.body().length()).isLessThan(40_000);
  }

  @Test
  void nobodyThereIsTriedAgain() throws Exception {
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    HttpPost.Reply reply =
        http.post(URI.create("http://127.0.0.1:" + port + "/"), Map.of(), Buffer.buffer("{}"))
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    assertThat(reply.outcome(NOW).result()).isEqualTo(Result.UNSENT);
  }
}

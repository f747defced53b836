package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.message.AlertmanagerJson;
import io.decisionos.gateway.alerts.message.Links;
import io.decisionos.gateway.alerts.message.Message;
import io.decisionos.gateway.alerts.message.SlackMessage;
import io.decisionos.gateway.alerts.rules.Receiver;
import io.decisionos.gateway.alerts.rules.Receiver.Alertmanager;
import io.decisionos.gateway.alerts.rules.Receiver.Slack;
import io.decisionos.gateway.alerts.rules.Receiver.Webhook;
import io.decisionos.gateway.outbound.HeadersFile;
import io.decisionos.gateway.text.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sends messages in the form that each receiver reads. Confined to its verticle. */
final class AlertSender {
  // What one call to an Alertmanager carries.
  private static final int MOST_A_POST = 500;
  // By which a receiver knows a message again, as Standard Webhooks 1.0.0 has it.
  private static final String MESSAGE_ID = "Webhook-Id";

  private final HttpPost http;
  private final Function<String, Optional<String>> env;
  private final Clock clock;

  AlertSender(HttpPost http, Function<String, Optional<String>> env, Clock clock) {
    this.http = http;
    this.env = env;
    this.clock = clock;
  }

  /** It cannot be sent, as something that the file names is not there. */
  private static final class Unready extends Exception {
    Unready(String message) {
      super(message, null, false, false);
    }
  }

  /** Completes with what became of it; never fails. */
  Future<Outcome> send(Dispatch dispatch, Links links) {
    return reply(dispatch, links).map(reply -> reply.outcome(clock.instant()));
  }

  /** Likewise, with what the receiver has said. */
  Future<HttpPost.Reply> reply(Dispatch dispatch, Links links) {
    Message message = Message.of(dispatch, links);
    Receiver receiver = dispatch.receiver();
    try {
      return switch (receiver.target().type()) {
        case SLACK -> {
          URI url = url((Slack) receiver.target());
          yield http.post(url, Map.of(), SlackMessage.of(message).toBuffer());
        }
        case WEBHOOK -> {
          var target = (Webhook) receiver.target();
          Buffer body = AlertmanagerJson.webhook(message, links).toBuffer();
          yield http.post(target.url(), headers(target, dispatch), body);
        }
        case ALERTMANAGER -> post((Alertmanager) receiver.target(), message, links);
      };
    } catch (Unready e) {
      return Future.succeededFuture(HttpPost.Reply.unsent(e.getMessage()));
    }
  }

  private URI url(Slack slack) throws Unready {
    String text =
        slack.webhookEnv().isPresent()
            ? env.apply(slack.webhookEnv().get())
                .orElseThrow(
                    () ->
                        new Unready(
                            "the variable " + slack.webhookEnv().get() + " is not set; set it"))
            : line(slack.webhookFile().orElseThrow());
    // Said without the text, which grants access.
    return WebAddress.parse(text.strip())
        .orElseThrow(
            () ->
                new Unready("what webhook_env or webhook_file holds is no http or https address"));
  }

  private static String line(String file) throws Unready {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | RuntimeException e) {
      throw new Unready("the file " + file + " cannot be read; mend its path or its rights");
    }
  }

  private static Map<String, String> headers(Webhook target, Dispatch dispatch) throws Unready {
    var headers = new LinkedHashMap<String, String>();
    try {
      target.headersFile().ifPresent(file -> headers.putAll(HeadersFile.read(Path.of(file))));
      // Last, as one that is always the same would have receivers drop all messages but one.
      dispatch.id().ifPresent(id -> headers.put(MESSAGE_ID, id));
      return headers;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new Unready(e.getMessage());
    }
  }

  private Future<HttpPost.Reply> post(Alertmanager target, Message message, Links links) {
    URI url = URI.create(target.url().toString().replaceFirst("/+$", "") + "/api/v2/alerts");
    List<List<Message.Entry>> parts = new ArrayList<>();
    List<Message.Entry> entries = message.entries();
    for (int from = 0; from < entries.size(); from += MOST_A_POST) {
      parts.add(entries.subList(from, Math.min(entries.size(), from + MOST_A_POST)));
    }
    Future<HttpPost.Reply> all = Future.succeededFuture(HttpPost.Reply.unsent("nothing to send"));
    boolean first = true;
    for (List<Message.Entry> part : parts) {
      Buffer body = AlertmanagerJson.post(part, links, clock.instant()).toBuffer();
      boolean begins = first;
      all =
          all.compose(
              before ->
                  begins || before.isWell()
                      ? http.post(url, Map.of(), body)
                      : Future.succeededFuture(before));
      first = false;
    }
    return all;
  }
}

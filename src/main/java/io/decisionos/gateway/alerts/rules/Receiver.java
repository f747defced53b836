package io.decisionos.gateway.alerts.rules;

import java.net.URI;
import java.util.Optional;

/** Somebody who is told. */
public record Receiver(String name, Target target) {

  /** By which way. */
  public enum Type {
    SLACK,
    WEBHOOK,
    ALERTMANAGER
  }

  /** Where messages go. What grants access lies in a variable or file and is read at sending. */
  public sealed interface Target permits Slack, Webhook, Alertmanager {
    Type type();
  }

  /** A channel of Slack; exactly one of both is there. */
  public record Slack(Optional<String> webhookEnv, Optional<String> webhookFile) implements Target {
    @Override
    public Type type() {
      return Type.SLACK;
    }
  }

  /** A program that takes Alertmanager's webhook. */
  public record Webhook(URI url, Optional<String> headersFile) implements Target {
    @Override
    public Type type() {
      return Type.WEBHOOK;
    }
  }

  /** An Alertmanager, which groups, silences and escalates itself. */
  public record Alertmanager(URI url) implements Target {
    @Override
    public Type type() {
      return Type.ALERTMANAGER;
    }
  }

  /** Whether it gets every alert by itself, again and again. */
  public boolean takesAll() {
    return target.type() == Type.ALERTMANAGER;
  }
}

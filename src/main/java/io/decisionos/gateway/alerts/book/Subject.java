package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.text.Sha256;
import java.nio.charset.StandardCharsets;

/** What gateways of a fleet tell each other about, each in a note of its own. */
sealed interface Subject {
  /** Which kind. */
  enum Type {
    KNOWLEDGE,
    TIME,
    SENT,
    QUIET,
    SIGHT
  }

  Type type();

  /** The name of its note. */
  String name();

  /** Whether only the gateway that tells may write it. */
  default boolean isSealed() {
    return true;
  }

  /** What a receiver knows of an alert. */
  record Knowledge(String receiver, AlertLabels labels) implements Subject {
    @Override
    public Type type() {
      return Type.KNOWLEDGE;
    }

    @Override
    public String name() {
      return "told " + receiver + ' ' + labels.fingerprint();
    }
  }

  /** When a group was told. */
  record Time(GroupKey group) implements Subject {
    @Override
    public Type type() {
      return Type.TIME;
    }

    @Override
    public String name() {
      String key = group.receiver() + ' ' + group;
      return "group " + Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** When a receiver was sent something. */
  record Sent(String receiver) implements Subject {
    @Override
    public Type type() {
      return Type.SENT;
    }

    @Override
    public String name() {
      return "sent " + receiver;
    }
  }

  /** A silence. */
  record Quiet(String id) implements Subject {
    @Override
    public Type type() {
      return Type.QUIET;
    }

    @Override
    public String name() {
      return "silence " + id;
    }

    @Override
    public boolean isSealed() {
      return false;
    }
  }

  /** What a gateway sees itself, and others perhaps do not. */
  record Sight(String instance, AlertLabels labels) implements Subject {
    static final String PREFIX = "sight ";

    @Override
    public Type type() {
      return Type.SIGHT;
    }

    @Override
    public String name() {
      return PREFIX + instance + ' ' + labels.fingerprint();
    }

    @Override
    public boolean isSealed() {
      return false;
    }
  }
}

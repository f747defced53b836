package io.decisionos.gateway.cards.topic;

import io.decisionos.gateway.config.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the log of events is that all gateways share.
 *
 * @param isUsed whether it is; else events are this gateway's own
 * @param servers some of the brokers, each with its port
 * @param isSingle whether one replica is enough
 */
public record TopicSettings(boolean isUsed, List<String> servers, String topic, boolean isSingle) {
  // 1 to 65535: the client says what another one is only once it connects.
  private static final String PORT =
      "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
  private static final Pattern SERVER =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+\\]|[\\w.-]{1,253}):" + PORT);
  private static final Pattern SERVERS = Pattern.compile(SERVER + "(?:\\s*,\\s*" + SERVER + ")*");
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
  private static final Map<String, Boolean> BACKENDS = Map.of("embedded", false, "kafka", true);

  public TopicSettings {
    servers = List.copyOf(servers);
  }

  /**
   * A topic that is named by hand.
   *
   * @return empty if the servers or the name have another form
   */
  public static Optional<TopicSettings> of(String servers, String topic, boolean isSingle) {
    return SERVERS.matcher(servers).matches() && TOPIC.matcher(topic).matches()
        ? Optional.of(new TopicSettings(true, list(servers), topic, isSingle))
        : Optional.empty();
  }

  private static List<String> list(String servers) {
    return List.of(servers.split("\\s*,\\s*", -1));
  }

  /** Reads what the section {@code events} says of it. */
  public static TopicSettings read(Section events) {
    boolean isKafka = events.oneOf("backend", BACKENDS).orElse(false);
    String servers =
        events
            .text("kafka_servers", SERVERS, "host:port, several separated by commas")
            .orElse("127.0.0.1:9092");
    String topic =
        events
            .text("kafka_topic", TOPIC, "1 to 249 of A-Z a-z 0-9 . _ -")
            .orElse("decisionos-events");
    boolean isSingle = events.bool("kafka_single").orElse(false);
    return new TopicSettings(isKafka, list(servers), topic, isSingle);
  }
}

package io.decisionos.gateway.storage;

import io.decisionos.gateway.storage.RedisAddress.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what {@code storage.redis_url} holds: addresses, nodes of a cluster, or sentinels and a
 * name. Pure.
 */
final class RedisTopologyText {
  /** The form, for whoever has to mend a text. */
  static final String FORM =
      RedisAddressText.FORM
          + ", several of one data set separated by commas; or"
          + " redis[s]+cluster://[[user]:password@]host[:port][,host[:port]...]; or"
          + " redis[s]+sentinel://[[user]:password@]host[:port][,host[:port]...]/NAME[?db=database]";

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern SENTINEL =
      Pattern.compile("(rediss?)\\+sentinel://(?:([^/?#]*)@)?([^/?#@]*)/([\\w.-]+)(?:\\?([^#]*))?");
  private static final Pattern CLUSTER =
      Pattern.compile("(rediss?)\\+cluster://(?:([^/?#]*)@)?([^/?#@]*)/?(?:\\?([^#]*))?");
  private static final Pattern SENTINELS = Pattern.compile("rediss?\\+sentinel:.*");
  private static final Pattern NODES = Pattern.compile("rediss?\\+cluster:.*");
  private static final Pattern OF_SENTINELS = Pattern.compile("^sentinel_((?:user|password)=.*)");
  private static final String DEFAULT_PORT = ":26379";
  private static final Pattern PORT = Pattern.compile(".*:\\d+");

  private RedisTopologyText() {}

  /**
   * Reads every address.
   *
   * @param refuse hears what was found, by its place, as it may hold a password
   * @return empty if something was refused
   */
  static Optional<RedisTopology> read(String text, Consumer<String> refuse) {
    try {
      if (SENTINELS.matcher(text).matches()) {
        return Optional.of(sentinels(text));
      } else if (NODES.matcher(text).matches()) {
        return Optional.of(cluster(text));
      }
    } catch (Refused e) {
      refuse.accept(e.getMessage());
      return Optional.empty();
    }
    List<RedisAddress> read = addresses(text, refuse);
    return read.isEmpty() ? Optional.empty() : Optional.of(RedisTopology.of(read));
  }

  private static List<RedisAddress> addresses(String text, Consumer<String> refuse) {
    var read = new ArrayList<RedisAddress>();
    String[] each = COMMA.split(text, -1);
    for (int i = 0; i < each.length; i++) {
      try {
        read.add(RedisAddressText.read(each[i]));
      } catch (Refused e) {
        String place = each.length == 1 ? "" : " in address " + (i + 1);
        refuse.accept(e.getMessage() + place);
      }
    }
    return read;
  }

  private static RedisTopology sentinels(String text) throws Refused {
    Matcher parts = SENTINEL.matcher(text);
    if (!parts.matches()) {
      throw new Refused("sentinels without hosts or without the name of a primary");
    }
    String scheme = parts.group(1) + "://";
    String credentials = parts.group(2) == null ? "" : parts.group(2) + "@";
    String query = Optional.ofNullable(parts.group(5)).orElse("");
    String own = parameters(query, false);
    String ofSentinels = parameters(query, true);
    var sentinels = new ArrayList<RedisAddress>();
    for (String host : COMMA.split(parts.group(3), -1)) {
      String place = host.isEmpty() || PORT.matcher(host).matches() ? host : host + DEFAULT_PORT;
      sentinels.add(RedisAddressText.read(scheme + place + ofSentinels));
    }
    RedisAddress member = RedisAddressText.read(scheme + credentials + "h" + own);
    return new RedisTopology(RedisTopology.Kind.SENTINEL, sentinels, parts.group(4), member);
  }

  private static RedisTopology cluster(String text) throws Refused {
    Matcher parts = CLUSTER.matcher(text);
    if (!parts.matches()) {
      throw new Refused("a cluster without hosts, or with a database: it has one only");
    }
    String scheme = parts.group(1) + "://";
    String credentials = parts.group(2) == null ? "" : parts.group(2) + "@";
    String query = parts.group(4) == null ? "" : "?" + parts.group(4);
    var nodes = new ArrayList<RedisAddress>();
    for (String host : COMMA.split(parts.group(3), -1)) {
      RedisAddress node = RedisAddressText.read(scheme + credentials + host + query);
      if (node.database().isPresent()) {
        throw new Refused("a database of a cluster, which has one only");
      }
      nodes.add(node);
    }
    return new RedisTopology(RedisTopology.Kind.CLUSTER, nodes, "", nodes.get(0));
  }

  private static String parameters(String query, boolean ofSentinels) {
    String some =
        Arrays.stream(query.split("&"))
            .filter(each -> !each.isEmpty())
            .filter(each -> OF_SENTINELS.matcher(each).matches() == ofSentinels)
            .map(each -> OF_SENTINELS.matcher(each).replaceFirst("$1"))
            .collect(Collectors.joining("&"));
    return some.isEmpty() ? "" : "?" + some;
  }
}

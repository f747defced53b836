package io.decisionos.gateway.alerts.rules;

import io.decisionos.gateway.alerts.rules.AlertSettings.RateLimit;
import io.decisionos.gateway.config.NumberRange;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.text.WebAddress;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads {@code alerts.yaml} strictly; its faults stay with the section. Confined to one read. */
public final class AlertSettingsReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final int MOST_RECEIVERS = 100;
  private static final int MOST_URL = 2048;
  private static final List<String> WAYS = List.of("slack", "webhook", "alertmanager");

  private final List<Receiver> receivers = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private AlertSettingsReader() {}

  /** What the file says. */
  public static AlertSettings read(Section root) {
    return new AlertSettingsReader().all(root);
  }

  private AlertSettings all(Section root) {
    List<Section> listed = root.sections("receivers");
    listed.forEach(this::receiver);
    if (listed.size() > MOST_RECEIVERS) {
      root.refuse("receivers", listed.size() + " of them", "at most " + MOST_RECEIVERS);
    }
    Optional<AlertRoute> route =
        root.has("route")
            ? new AlertRouteReader(names).root(root.section("route"))
            : Optional.empty();
    if (!receivers.stream().allMatch(Receiver::takesAll) && !root.has("route")) {
      root.require("route");
    }
    var settings =
        new AlertSettings(
            receivers,
            route,
            rateLimit(root.section("rate_limit")),
            rules(root.section("rules")),
            base(root, "external_url").map(found -> found.toString().replaceFirst("/+$", "")));
    root.section("route");
    root.close();
    return settings;
  }

  private void receiver(Section section) {
    section.require("name");
    Optional<String> name = section.text("name", NAME, "1 to 64 of a-z, A-Z, 0-9, _ and -");
    name.filter(names::contains)
        .ifPresent(twice -> section.refuse("name", "a second " + twice, "each name once"));
    name.ifPresent(names::add);
    List<String> ways = WAYS.stream().filter(section::has).toList();
    if (ways.size() != 1) {
      section.refuse(
          ways.isEmpty() ? "name" : ways.get(1),
          ways.isEmpty() ? "a receiver without a way" : String.join(" and ", ways),
          "exactly one of slack, webhook and alertmanager");
    }
    var targets = new ArrayList<Receiver.Target>();
    slack(section.section("slack"), section.has("slack")).ifPresent(targets::add);
    webhook(section.section("webhook"), section.has("webhook")).ifPresent(targets::add);
    alertmanager(section.section("alertmanager"), section.has("alertmanager"))
        .ifPresent(targets::add);
    section.close();
    name.filter(known -> !targets.isEmpty())
        .ifPresent(known -> receivers.add(new Receiver(known, targets.get(0))));
  }

  private static Optional<Receiver.Target> slack(Section section, boolean there) {
    Optional<String> env = section.text("webhook_env", VARIABLE, "the name of a variable");
    Optional<String> file = section.text("webhook_file");
    boolean one = section.has("webhook_env") != section.has("webhook_file");
    if (there && !one) {
      boolean both = section.has("webhook_env");
      section.refuse(
          both ? "webhook_file" : "webhook_env",
          both ? "both" : "nothing",
          "exactly one of webhook_env and webhook_file");
    }
    section.close();
    return there && env.isPresent() != file.isPresent()
        ? Optional.of(new Receiver.Slack(env, file))
        : Optional.empty();
  }

  private static Optional<Receiver.Target> webhook(Section section, boolean there) {
    if (there) {
      section.require("url");
    }
    Optional<URI> url = url(section, "url");
    Optional<String> headers = section.text("headers_file");
    section.close();
    return url.map(found -> new Receiver.Webhook(found, headers));
  }

  private static Optional<Receiver.Target> alertmanager(Section section, boolean there) {
    if (there) {
      section.require("url");
    }
    Optional<URI> url = base(section, "url");
    section.close();
    return url.map(Receiver.Alertmanager::new);
  }

  /** An address that gets a path added: behind a query it would lead elsewhere. */
  private static Optional<URI> base(Section section, String key) {
    Optional<URI> url = url(section, key);
    Optional<URI> plain = url.filter(found -> found.getRawQuery() == null);
    if (url.isPresent() && plain.isEmpty()) {
      section.refuse(key, "an address with a query", "one without, as a path is added to it");
    }
    return plain;
  }

  /** An address of the web without a name or password in it, which would end up in logs. */
  private static Optional<URI> url(Section section, String key) {
    Optional<String> text = section.text(key);
    Optional<URI> url = text.filter(given -> given.length() <= MOST_URL).flatMap(WebAddress::parse);
    if (text.isPresent() && url.isEmpty()) {
      section.refuse(
          key,
          "another text",
          "an http or https address with a host, without user, password or fragment");
    }
    return url;
  }

  private static RateLimit rateLimit(Section section) {
    var limit =
        new RateLimit(
            section
                .integer("per_receiver", 1, 100_000)
                .map(Math::toIntExact)
                .orElse(RateLimit.USUAL.perReceiver()),
            section
                .integer("window_ms", 1, Duration.ofDays(1).toMillis())
                .map(Duration::ofMillis)
                .orElse(RateLimit.USUAL.window()));
    section.close();
    return limit;
  }

  private static Map<BuiltIn, Rule> rules(Section section) {
    var rules = new EnumMap<BuiltIn, Rule>(BuiltIn.class);
    for (BuiltIn alert : BuiltIn.values()) {
      rules.put(alert, rule(alert, section.section(alert.word())));
    }
    section.close();
    return rules;
  }

  private static Rule rule(BuiltIn alert, Section section) {
    Rule usual = Rule.usual(alert);
    Optional<BigDecimal> threshold = section.number("threshold", NumberRange.POSITIVE);
    var rule =
        new Rule(
            section.bool("enabled").orElse(usual.enabled()),
            section.oneOf("severity", Severity.words()),
            threshold.isPresent()
                ? OptionalDouble.of(threshold.get().doubleValue())
                : usual.threshold());
    section.close();
    return rule;
  }
}

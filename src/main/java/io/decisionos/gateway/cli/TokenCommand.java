package io.decisionos.gateway.cli;

import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Mints a token with the development key. */
@Command(
    name = "token",
    description =
        "Prints a token of the development key, which counts for a gateway with the same data"
            + " directory, with DECISIONOS_AUTH=jwt, and with both listeners on loopback.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
  private static final Pattern TTL = Pattern.compile("([1-9]\\d{0,6})([smhd]?)");
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int FAILED = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--tenant",
      split = ",",
      description = "A tenant for whom the token counts; may be given again. Operators need none.")
  private List<String> tenants = List.of();

  @Option(names = "--scope", required = true, description = "Scopes, separated by spaces.")
  private String scope;

  @Option(
      names = "--ttl",
      defaultValue = "1h",
      description = "For how long it counts: 90s, 15m, 1h or up to 30d; seconds without a unit.")
  private String ttl;

  @Option(
      names = "--sub",
      defaultValue = "developer",
      description = "Whom it names. Default: developer.")
  private String subject;

  @Option(names = "--data", defaultValue = "${bundle:decisionos.data}", hidden = true)
  private Path data;

  @Override
  public Integer call() {
    tenants.forEach(this::checkTenant);
    Stream.of(scope.split(" +")).filter(word -> !word.isEmpty()).forEach(this::checkScope);
    check(subject.matches("[^\\p{Cc}]{1,256}"), "--sub: expected 1 to 256 characters");
    var expires = Clock.systemUTC().instant().plus(duration());
    try {
      makeData();
      String token = DevelopmentKey.of(data).mint(subject, tenants, scope, expires);
      spec.commandLine().getOut().println(token);
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("token: " + e.getMessage());
      return FAILED;
    }
  }

  /** The key lies in the data directory, which the gateway may have made for itself alone. */
  private void makeData() throws IOException {
    try {
      OwnerOnly.folder(data);
    } catch (IOException e) {
      throw new IOException(unusable("which cannot be made"), e);
    }
    if (!Files.isWritable(data)) {
      throw new IOException(unusable("which this user cannot write"));
    }
  }

  private String unusable(String why) {
    return "found the data directory %s, %s, expected that of the gateway: set DECISIONOS_DATA to it, or run this as the gateway's user"
        .formatted(data.toAbsolutePath().normalize(), why);
  }

  private void checkTenant(String tenant) {
    check(
        TenantId.parse(tenant).isPresent(),
        "--tenant: found \"" + tenant + "\", expected a tenant's id");
  }

  private void checkScope(String word) {
    List<String> known =
        Arrays.stream(Scope.values()).map(Scope::word).filter(w -> !w.isEmpty()).toList();
    check(
        known.contains(word),
        "--scope: found \"" + word + "\", expected some of: " + String.join(", ", known));
  }

  private Duration duration() {
    Matcher given = TTL.matcher(ttl);
    Optional<Duration> duration = given.matches() ? Optional.of(duration(given)) : Optional.empty();
    check(
        duration.filter(found -> found.compareTo(LONGEST) <= 0).isPresent(),
        "--ttl: found \"" + ttl + "\", expected such as 90s, 15m or 1h, 30d at most");
    return duration.orElseThrow();
  }

  private static Duration duration(Matcher given) {
    long number = Long.parseLong(given.group(1));
    return switch (given.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}

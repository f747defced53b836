package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./run.sh token}. */
final class TokenCommandTest {
  @TempDir private Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... arguments) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      var common = Stream.of("token", "--data", home.resolve("var").toString());
      return Cli.run(Stream.concat(common, Stream.of(arguments)).toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
  }

  private JsonObject claims() {
    String token = out.toString(StandardCharsets.UTF_8).strip();
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return new JsonObject(new String(claims, StandardCharsets.UTF_8));
  }

  @Test
  void aTokenAloneIsPrintedAndItsKeyIsTheOwnersAlone() throws IOException {
    long before = Instant.now().getEpochSecond();
    assertThat(run("--tenant", "a,b", "--tenant", "c", "--scope", "ops:read store:read")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(claims().getJsonArray("tenant").encode()).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThat(claims().getString("scope")).isEqualTo("ops:read store:read");
    assertThat(claims().getString("sub")).isEqualTo("developer");
    assertThat(claims().getLong("exp")).isBetween(before + 3600, before + 3700);
    Path key = home.resolve("var/development-key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource({"90, 90", "90s, 90", "15m, 900", "1h, 3600", "2d, 172800"})
  void itsLifeIsALengthOfTimeAsEveryOptionTakesIt(String length, long seconds) {
    long before = Instant.now().getEpochSecond();
    assertThat(run("--scope", "ops:read", "--ttl", length)).isZero();
    assertThat(claims().getLong("exp")).isBetween(before + seconds, before + seconds + 100);
  }

  @Test
  void theKeyIsMadeOnce() throws IOException {
    run("--scope", "ops:admin");
    byte[] first = Files.readAllBytes(home.resolve("var/development-key"));
    run("--scope", "ops:admin", "--ttl", "30d", "--sub", "alice");

    assertThat(Files.readAllBytes(home.resolve("var/development-key"))).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "--tenant, ACME",
    "--tenant, *",
    "--scope, ops:everything",
    "--ttl, 0s",
    "--ttl, 31d",
    "--ttl, 1w",
    "--ttl, 999999d",
    "--sub, ''",
  })
  void whatMakesNoSenseIsRefused(String option, String value) {
    String scope = option.equals("--scope") ? value : "ops:read";
    String[] rest = option.equals("--scope") ? new String[0] : new String[] {option, value};

    assertThat(
            run(Stream.concat(Stream.of("--scope", scope), Stream.of(rest)).toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}

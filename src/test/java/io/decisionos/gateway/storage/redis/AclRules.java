package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for a locked-down Redis as the manual gives them, so that it cannot be wrong. */
final class AclRules {
  /** What tests give the user for a password. */
  static final String PASSWORD = Secrets.keep("password of Redis", "a-word-for-redis-in-tests");

  private static final Pattern LINE = Pattern.compile("ACL SETUSER gateway on >\\S+ (.+)");

  private AclRules() {}

  static String documented() {
    try {
      Matcher line = LINE.matcher(Files.readString(Path.of("docs/operations.md")));
      if (!line.find()) {
        throw new AssertionError("docs/operations.md shows no ACL SETUSER gateway");
      }
      return line.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.decisionos.gateway.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hundred hostile names of tenants' files, of conf, of evidence and of events. */
class HostileNamesCampaignTest {
  @TempDir private Path home;

  static Stream<List<String>> locales() {
    return Stream.of(
        List.of("LC_ALL=C.UTF-8"),
        List.of("LC_ALL=C"),
        List.of("-u", "LANG", "-u", "LC_ALL", "-u", "LC_CTYPE"));
  }

  @ParameterizedTest
  @MethodSource("locales")
  void noFileIsMissingAndNoNameReachesAnOutputRaw(List<String> locale) throws IOException {
    HostileNames.assertAllSeen(home, 100, locale);
  }
}

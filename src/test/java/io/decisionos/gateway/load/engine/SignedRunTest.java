package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.load.measure.Ledger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios whose requests are signed, against a gateway that wants it. */
final class SignedRunTest {
  private static final SigningKey SECRET = SigningKey.make("mac", Algorithm.HMAC_SHA256);
  private static final SigningKey PAIR = SigningKey.make("pair", Algorithm.ED25519);

  @TempDir private Path home;

  @Test
  void whatTheToolSignsCountsInEachRunAnew() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    SECRET.writeTo(conf);
    PAIR.writeTo(conf);
    Path pem = Files.writeString(home.resolve("pair.private.pem"), PAIR.privatePem());
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: partners\n    purpose: requests\n"
            + "    scopes: \"ops:read store:read store:write\"\n    keys:\n"
            + (SECRET.entry("active") + PAIR.entry("active")));
    String scenario =
        """
        {'name': 'signed', 'connections': 4, 'sign': {'kid': 'mac', 'key': '%s'},
         'tenants': [{'id': 'default'},
                     {'id': 'acme-corp', 'sign': {'kid': 'pair', 'key': '%s'}}],
         'feeds': {'n': {'counter': 'k'}},
         'requests': [{'path': '/slo?tenant=${tenant}'},
                      {'method': 'PUT', 'path': '/etags/a%%20${n}',
                       'headers': {'X-DecisionOS-Tenant': '${tenant}', 'If-None-Match': '*'},
                       'body': {'n': '${n}'}, 'expect': [201, 412]}],
         'phases': [{'rate': 40, 'seconds': 0.5}]}
        """
            .formatted(conf.resolve("mac.jwk"), pem);
    try (var gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "signed"))) {
      URI target = URI.create("http://127.0.0.1:" + gateway.httpPort());
      for (int run = 0; run < 2; run++) {
        Ledger ledger = Runs.run(Runs.scenario(target, scenario)).ledger();
        assertThat(ledger.faults()).isEmpty();
        assertThat(ledger.totals().ended()).isEqualTo(20);
        assertThat(ledger.totals().errors()).isZero();
      }
    }
  }
}

package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fleet.FleetChannels;
import io.decisionos.gateway.fleet.FleetRoutes;
import io.decisionos.gateway.fleet.FleetVerticle;
import io.decisionos.gateway.fleet.Itself;
import io.decisionos.gateway.fleet.Meeting;
import io.decisionos.gateway.fleet.ShareVerticle;
import io.decisionos.gateway.http.ListenerParts.Bind;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.keys.KeyBook;
import io.decisionos.gateway.keys.KeyFingerprint;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.limit.LocalRates;
import io.decisionos.gateway.limit.RateSharing;
import io.decisionos.gateway.ops.Lifecycle;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How this gateway is made known to others that share its storage. Thread-safe. */
final class FleetPart {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Bus bus;
  private final GatewayConfig.Fixed fixed;
  private final ConfPrints conf;
  private final KeyRegistry keys;
  private final byte[] secret;
  private final String host = hostName();
  private final String instance = UUID.randomUUID().toString();
  private volatile Map<String, Integer> ports = Map.of();

  /**
   * A part.
   *
   * @param secret what is in {@code data.secret_file}
   */
  FleetPart(Bus bus, GatewayConfig.Fixed fixed, ConfPrints conf, KeyRegistry keys, byte[] secret) {
    this.bus = bus;
    this.fixed = fixed;
    this.conf = conf;
    this.keys = keys;
    this.secret = secret.clone();
  }

  /** What the part is put into, and what it shares with others. */
  record Home(
      Parts parts,
      StoragePart storage,
      LocalRates rates,
      Lifecycle lifecycle,
      MeterRegistry meters) {}

  /** Completes when this gateway is known to the others, or none can be met. */
  Future<Void> start(Home home) {
    Optional<Meeting.At> meeting = home.storage().meeting().filter(m -> fixed.fleet().enabled());
    var itself =
        new Itself(
            instance,
            this::name,
            this::addresses,
            () -> home.lifecycle().phase() == Lifecycle.Phase.DRAINING,
            this::files);
    var fleet = new FleetVerticle(bus, meeting, itself, Clock.systemUTC(), home.meters());
    // Rates are shared as soon as others are seen.
    return (meeting.isPresent() ? shares(home) : Future.<Void>succeededFuture())
        .compose(v -> home.parts().worker("fleet", fleet));
  }

  private Future<Void> shares(Home home) {
    var sharing = new RateSharing(home.rates(), instance);
    return home.parts().worker("shares", new ShareVerticle(bus, home.storage()::lease, sharing));
  }

  /** Says on which ports the listeners are open. */
  Gateway.Started opened(Gateway.Started started) {
    ports = Map.of("http", started.httpPort(), "ops", started.opsPort());
    return started;
  }

  /** By which operators tell this gateway from others. */
  String name() {
    int port = port("http", fixed.http());
    // A free port is known once it is open.
    return fixed.fleet().name().orElseGet(() -> port == 0 ? instance : host + ':' + port);
  }

  private int port(String listener, Bind bind) {
    return ports.getOrDefault(listener, bind.port());
  }

  /** Host and port of each listener. */
  Map<String, String> addresses() {
    return Map.of(
        "http", fixed.http().with(port("http", fixed.http())),
        "ops", fixed.ops().with(port("ops", fixed.ops())));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that cannot look up its own name has none that others would know.
      return "localhost";
    }
  }

  /** The digests of what is read beside tenants' files. */
  private Map<String, String> files() {
    var files = new HashMap<>(conf.all());
    KeyBook book = keys.book();
    var fingerprints = new KeyFingerprint(secret);
    book.rings()
        .forEach(
            (purpose, ring) ->
                ring.keys()
                    .forEach(
                        (kid, key) ->
                            files.put(
                                "conf/%s#%s/%s".formatted(Keysets.FILE, purpose.word(), kid),
                                fingerprints.of(key))));
    files.put("data.secret_file", ConfPrints.digest(HexFormat.of().formatHex(secret) + "fleet"));
    return files;
  }

  ReadinessCheck check() {
    return new ReadinessCheck(
        "fleet", () -> bus.ask(FleetChannels.CHECK, new FleetChannels.CheckQuery(), PATIENCE));
  }

  RouteSource opsRoutes() {
    return FleetRoutes.opsSource(bus);
  }
}

package io.decisionos.gateway.evidence.archive.s3;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FreePort;
import io.decisionos.gateway.fixture.ServerProcess;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The object gateway of Ceph on loopback, which has Object Lock, with one store that keeps
 * everything in memory; about 200 MB. Needs root and the packages {@code radosgw ceph-mon ceph-osd
 * ceph-common}.
 */
final class RealCeph implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CLUSTER = "11111111-2222-3333-4444-555555555555";
  private static final String CONF =
      """
      [global]
      fsid = %1$s
      auth cluster required = cephx
      auth service required = cephx
      auth client required = cephx
      mon host = %3$s
      mon initial members = a
      public addr = 127.0.0.1
      cluster addr = 127.0.0.1
      keyring = %2$s/keyring
      run dir = %2$s
      admin socket = %2$s/$name.asok
      log file = %2$s/$name.log
      mon cluster log file = /dev/null
      osd pool default size = 1
      osd pool default min size = 1
      osd pool default pg num = 4
      osd pool default pgp num = 4
      osd crush chooseleaf type = 0
      mon allow pool size one = true
      mon warn on pool no redundancy = false
      mon osd full ratio = .99
      mon data avail crit = 1
      osd class load list = *
      osd class default list = *
      osd objectstore = memstore
      memstore device bytes = 1073741824
      setuser = root
      setgroup = root
      [mon.a]
      mon data = %2$s/mon
      [osd.0]
      osd data = %2$s/osd
      [client.rgw]
      rgw frontends = beast endpoint=127.0.0.1:%4$d
      rgw thread pool size = 16
      rgw enable usage log = false
      """;

  private final Path home;
  private final int port;
  private final int monitorPort;
  private final List<ServerProcess> parts = new ArrayList<>();

  private RealCeph(Path home) throws IOException {
    this.home = home;
    this.port = FreePort.find();
    this.monitorPort = FreePort.find();
  }

  static RealCeph start(Path home) throws IOException {
    var ceph = new RealCeph(home);
    try {
      ceph.begin();
      return ceph;
    } catch (IOException | RuntimeException | Error e) {
      ceph.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    String monitor = "[v2:127.0.0.1:" + monitorPort + "]";
    Files.writeString(home.resolve("conf"), CONF.formatted(CLUSTER, home, monitor, port));
    Files.createDirectory(home.resolve("mon"));
    Files.createDirectory(home.resolve("osd"));
    key("-C -n mon. --gen-key --cap mon", "allow *");
    key("-n client.admin --gen-key --cap mon", "allow *", "--cap", "osd", "allow *");
    key("-n osd.0 --gen-key --cap mon", "allow *", "--cap", "osd", "allow *");
    key("-n client.rgw --gen-key --cap mon", "allow rwx", "--cap", "osd", "allow rwx");
    String map = home.resolve("map").toString();
    Shell.run(
        ("monmaptool --create --fsid " + CLUSTER + " --addv a " + monitor + " " + map).split(" "));
    run("ceph-mon -i a --mkfs --monmap " + map);
    serve(monitorPort, "ceph-mon -i a -f");
    run("ceph osd create");
    run("ceph-osd -i 0 --mkfs");
    // It listens where it likes; what it serves is asked for.
    parts.add(ServerProcess.start(monitorPort, home.resolve("out"), command("ceph-osd -i 0 -f")));
    Await.until(PATIENCE, () -> run("ceph osd stat").contains("1 up"), () -> run("ceph osd stat"));
    run(
        "radosgw-admin -n client.rgw user create --uid=t --display-name=t --access-key=%s --secret-key=%s"
            .formatted(RealBucket.KEY, RealBucket.SECRET));
    serve(port, "radosgw -n client.rgw -f");
  }

  private void serve(int at, String words) throws IOException {
    parts.add(ServerProcess.start(at, home.resolve("out"), command(words)));
  }

  private void key(String words, String... capabilities) {
    Shell.run(
        Stream.of(
                Stream.of("ceph-authtool", home.resolve("keyring").toString()),
                Stream.of(words.split(" ")),
                Stream.of(capabilities))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private List<String> command(String words) {
    var command = new ArrayList<>(List.of(words.split(" ")));
    command.addAll(List.of("-c", home.resolve("conf").toString()));
    return command;
  }

  private String run(String words) {
    return Shell.run(command(words).toArray(String[]::new));
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** What answers S3. */
  ServerProcess gateway() {
    return parts.get(2);
  }

  /** What keeps the objects. */
  ServerProcess store() {
    return parts.get(1);
  }

  @Override
  public void close() {
    // Backwards, as what was started later asks what was started before.
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).close();
    }
  }
}

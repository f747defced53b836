package io.decisionos.gateway.keysource;

import io.decisionos.gateway.fixture.ClassesWithout;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose keysets name no remote source needs nothing of the cloud's. */
final class WithoutCloudTest {
  private static final String CLOUD = "software" + File.separator + "amazon";

  @TempDir private Path home;

  /** Starts and stops a gateway; run among classes of its own. */
  public static final class Run implements Consumer<Path> {
    @Override
    public void accept(Path home) {
      try (var gateway = RunningGateway.start(home)) {
        if (gateway.get("/slo?tenant=acme-corp").statusCode() != 200) {
          throw new IllegalStateException("not served");
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aGatewayWithoutRemoteKeysStartsWithoutTheSdk() throws Exception {
    ClassesWithout.run(CLOUD, "software.amazon.awssdk.core.SdkClient", Run.class, home);
  }
}

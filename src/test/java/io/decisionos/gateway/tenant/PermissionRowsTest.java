package io.decisionos.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.UnprivilegedJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link PermissionRows} as a user whom permissions stop. */
class PermissionRowsTest {
  @TempDir Path home;

  @Test
  void whatCannotBeReadKeepsItsLastGoodVersion() throws IOException {
    assertThat(UnprivilegedJvm.run(PermissionRows.class, home)).contains(PermissionRows.DONE);
  }
}

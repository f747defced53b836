package io.decisionos.gateway.fleet;

import io.decisionos.gateway.config.Section;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The section {@code fleet} of {@code gateway.yaml}.
 *
 * @param choice whether the gateway shall look for others
 * @param isShared whether its storage can be shared with them
 * @param name by which operators tell it from others; empty: host name and port
 */
public record FleetSettings(Choice choice, boolean isShared, Optional<String> name) {
  // In alerts that word stands for all gateways together.
  private static final Pattern NAME = Pattern.compile("(?!fleet$)[A-Za-z0-9._:-]{0,64}");
  private static final String ENABLED = "enabled";

  private static final Map<String, Choice> WORDS =
      Map.of("auto", Choice.AUTO, "true", Choice.TRUE, "false", Choice.FALSE);

  /** What the operator said. */
  public enum Choice {
    /** Wherever the storage can be shared. */
    AUTO,
    TRUE,
    FALSE
  }

  /**
   * Reads the section; its faults stay with it.
   *
   * @param isShared whether the storage can be shared with other gateways
   */
  public static FleetSettings read(Section fleet, boolean isShared) {
    Choice choice = fleet.oneOf(ENABLED, WORDS).orElse(Choice.AUTO);
    if (choice == Choice.TRUE && !isShared) {
      fleet.refuse(ENABLED, "true", "auto or false while storage.backend is embedded");
    }
    return new FleetSettings(
        choice,
        isShared,
        fleet
            .text(
                "name",
                NAME,
                "up to 64 letters, digits, dots, colons, hyphens and underscores, and not fleet,"
                    + " which stands for all gateways")
            .filter(name -> !name.isEmpty()));
  }

  /** Whether the gateway looks for others at the storage that it shares with them. */
  public boolean enabled() {
    return isShared && choice != Choice.FALSE;
  }
}

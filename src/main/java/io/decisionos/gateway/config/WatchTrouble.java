package io.decisionos.gateway.config;

/**
 * Why changes of a directory are found late. Immutable.
 *
 * @param cause for people
 * @param nextStep what an operator can do about it
 */
public record WatchTrouble(String cause, String nextStep) {
  static WatchTrouble noEvents(String why) {
    return new WatchTrouble(
        "no file events: " + why + "; changes are found by sweeps",
        "raise fs.inotify.max_user_watches and max_user_instances");
  }

  static WatchTrouble failing(String failure) {
    return new WatchTrouble(
        "changes are not found: looking fails with " + failure,
        "see the log; it is tried again each second");
  }
}

package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Excerpt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of reload a second time, slow and simple: it remembers the whole history and answers
 * every question by going through it from the beginning.
 */
final class LedgerModel {
  private final List<Step> history = new ArrayList<>();

  private record Step(long time, boolean troubled, Map<String, FileState<TenantFile>> files) {}

  /** One file's version as it counted at one step. */
  private record Version(long time, boolean valid, Optional<Tenant> tenant, TenantFile file) {}

  void saw(LedgerScript script) {
    history.add(new Step(script.now(), script.troubled(), Map.copyOf(script.files())));
  }

  /** What a caller with this id meets now. */
  String answer(String id, Duration grace) {
    String answer = answerOfFiles(new TenantId(id), grace);
    boolean over = troubledFor() >= grace.toNanos() && history.get(history.size() - 1).troubled();
    return over && answer.equals("served") ? "tenant.config_invalid" : answer;
  }

  private long now() {
    return history.get(history.size() - 1).time();
  }

  private long troubledFor() {
    long since = now();
    for (int i = history.size() - 1; i >= 0 && history.get(i).troubled(); i--) {
      since = history.get(i).time();
    }
    return now() - since;
  }

  private List<Step> reliable() {
    return history.stream().filter(step -> !step.troubled()).toList();
  }

  private String answerOfFiles(TenantId id, Duration grace) {
    List<Step> steps = reliable();
    if (steps.isEmpty()) {
      return "tenant.unknown";
    }
    var answers = new HashSet<String>();
    for (String name : steps.get(steps.size() - 1).files().keySet()) {
      answers.addAll(answersOf(name, life(name, steps), id, grace));
    }
    // Of two with one digit, "tenant.suspended" is the greater word.
    return answers.stream()
        .max(String::compareTo)
        .map(a -> a.substring(1))
        .orElse("tenant.unknown");
  }

  /** Answers of one file for the id, each after a digit: the higher, the more it counts. */
  private Set<String> answersOf(String name, List<Version> life, TenantId id, Duration grace) {
    Version current = life.get(life.size() - 1);
    boolean lapsed = isLapsed(name, grace);
    if (current.valid()) {
      boolean missing = lastReliable().files().get(name).missing();
      return current.tenant().get().id().equals(id)
          ? Set.of(
              unlessLapsed(
                  (missing ? "2" : "3") + word(current.tenant().get().suspended()), lapsed))
          : Set.of();
    }
    var answers = new HashSet<String>();
    TenantFile.Broken broken = (TenantFile.Broken) current.file();
    if (broken.named().equals(Optional.of(id))) {
      answers.add("0tenant.config_invalid");
    }
    lastGood(life)
        .filter(good -> good.id().equals(id))
        .map(good -> afterGood(good, life, broken, grace))
        .map(answer -> unlessLapsed(answer, lapsed))
        .ifPresent(answers::add);
    return answers;
  }

  private static String unlessLapsed(String answer, boolean lapsed) {
    return lapsed && answer.endsWith("served") ? "0tenant.config_invalid" : answer;
  }

  /**
   * Whether the directory was in trouble for longer than its grace and the file never came back.
   */
  private boolean isLapsed(String name, Duration grace) {
    boolean lapsed = false;
    long troubledSince = -1;
    for (Step step : history) {
      if (step.troubled()) {
        troubledSince = troubledSince < 0 ? step.time() : troubledSince;
      } else {
        FileState<TenantFile> state = step.files().get(name);
        boolean missing = state != null && state.missing();
        boolean over = troubledSince >= 0 && step.time() - troubledSince >= grace.toNanos();
        lapsed = missing && (lapsed || over);
        troubledSince = -1;
      }
    }
    return lapsed;
  }

  private String afterGood(
      Tenant good, List<Version> life, TenantFile.Broken current, Duration grace) {
    List<Version> bad = badAtTheEnd(life);
    boolean suspended =
        good.suspended()
            || bad.stream().anyMatch(v -> ((TenantFile.Broken) v.file()).saysSuspended());
    boolean inGrace = now() - bad.get(0).time() < grace.toNanos();
    if (inGrace || (suspended && current.saysSuspended())) {
      return "1" + word(suspended);
    }
    return "0tenant.config_invalid";
  }

  private static String word(boolean suspended) {
    return suspended ? "tenant.suspended" : "served";
  }

  private Step lastReliable() {
    List<Step> steps = reliable();
    return steps.get(steps.size() - 1);
  }

  private static Optional<Tenant> lastGood(List<Version> life) {
    return life.stream().filter(Version::valid).reduce((a, b) -> b).flatMap(Version::tenant);
  }

  private static List<Version> badAtTheEnd(List<Version> life) {
    int from = life.size();
    while (from > 0 && !life.get(from - 1).valid()) {
      from--;
    }
    return life.subList(from, life.size());
  }

  /** The versions of a file since it was last absent. */
  private static List<Version> life(String name, List<Step> steps) {
    var life = new ArrayList<Version>();
    for (Step step : steps) {
      FileState<TenantFile> state = step.files().get(name);
      if (state == null) {
        life.clear();
      } else if (state.missing() && !life.isEmpty()) {
        Version before = life.get(life.size() - 1);
        life.add(new Version(step.time(), before.valid(), before.tenant(), before.file()));
      } else {
        life.add(version(name, state, step));
      }
    }
    return life;
  }

  private static Version version(String name, FileState<TenantFile> state, Step step) {
    TenantFile file = state.value();
    boolean claimedTwice =
        !state.missing()
            && file.claim().isPresent()
            && step.files().entrySet().stream()
                .filter(other -> !other.getKey().equals(name) && !other.getValue().missing())
                .anyMatch(other -> other.getValue().value().claim().equals(file.claim()));
    if (file instanceof TenantFile.Valid valid) {
      return claimedTwice
          ? new Version(step.time(), false, Optional.empty(), duplicate(valid.tenant()))
          : new Version(step.time(), true, Optional.of(valid.tenant()), file);
    }
    return new Version(step.time(), false, Optional.empty(), file);
  }

  private static TenantFile duplicate(Tenant tenant) {
    Optional<TenantId> id = Optional.of(tenant.id());
    return new TenantFile.Broken(List.of(), id, id, tenant.suspended(), Excerpt.NONE);
  }
}

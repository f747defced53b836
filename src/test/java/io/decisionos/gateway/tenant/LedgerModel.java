package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Excerpt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of reload a second time, slow and simple: it remembers the whole history and answers
 * every question by going through it from the beginning.
 */
final class LedgerModel {
  private final List<Step> history = new ArrayList<>();
  private Moment last = new Moment(-1, Map.of());

  private record Step(long time, boolean troubled, Map<String, FileState<TenantFile>> files) {}

  /** One file's version as it counted at one step. */
  private record Version(long time, boolean valid, Optional<Tenant> tenant, TenantFile file) {}

  /** The lives of all files up to a step; of the files since they were last absent. */
  private record Moment(int step, Map<String, List<Version>> lives) {}

  void saw(LedgerScript script, Duration grace) {
    history.add(new Step(script.now(), script.troubled(), Map.copyOf(script.files())));
    if (!script.troubled()) {
      int step = history.size() - 1;
      last = new Moment(step, lives(last, step, grace));
    }
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

  private String answerOfFiles(TenantId id, Duration grace) {
    var answers = new HashSet<String>();
    last.lives().keySet().forEach(name -> answers.addAll(answersOf(name, last, id, now(), grace)));
    // Of two with one digit, "tenant.suspended" is the greater word.
    return answers.stream()
        .max(String::compareTo)
        .map(a -> a.substring(1))
        .orElse("tenant.unknown");
  }

  /** Answers of one file for the id, each after a digit: the higher, the more it counts. */
  private Set<String> answersOf(
      String name, Moment moment, TenantId id, long time, Duration grace) {
    List<Version> life = moment.lives().get(name);
    Version current = life.get(life.size() - 1);
    boolean lapsed = isLapsed(name, moment.step(), grace);
    if (current.valid()) {
      boolean missing = history.get(moment.step()).files().get(name).missing();
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
        .map(good -> afterGood(good, life, time, grace))
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
  private boolean isLapsed(String name, int until, Duration grace) {
    boolean lapsed = false;
    long troubledSince = -1;
    for (Step step : history.subList(0, until + 1)) {
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

  private static String afterGood(Tenant good, List<Version> life, long time, Duration grace) {
    List<Version> bad = badAtTheEnd(life);
    boolean says = ((TenantFile.Broken) life.get(life.size() - 1).file()).saysSuspended();
    boolean suspended =
        good.suspended()
            || bad.stream().anyMatch(v -> ((TenantFile.Broken) v.file()).saysSuspended());
    boolean inGrace = time - bad.get(0).time() < grace.toNanos();
    if (inGrace || (suspended && says)) {
      return "1" + word(suspended);
    }
    return "0tenant.config_invalid";
  }

  private static String word(boolean suspended) {
    return suspended ? "tenant.suspended" : "served";
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

  private Map<String, List<Version>> lives(Moment before, int at, Duration grace) {
    Step step = history.get(at);
    var lives = new TreeMap<String, List<Version>>();
    step.files()
        .forEach(
            (name, state) -> {
              var life = new ArrayList<>(before.lives().getOrDefault(name, List.of()));
              if (state.missing() && !life.isEmpty()) {
                Version last = life.get(life.size() - 1);
                life.add(new Version(step.time(), last.valid(), last.tenant(), last.file()));
              } else {
                life.add(version(name, before, step, grace));
              }
              lives.put(name, life);
            });
    return lives;
  }

  private Version version(String name, Moment before, Step step, Duration grace) {
    TenantFile file = step.files().get(name).value();
    boolean refused =
        !step.files().get(name).missing()
            && file.claim().isPresent()
            && mayNotHave(name, file.claim().get(), before, step, grace);
    if (file instanceof TenantFile.Valid valid) {
      return refused
          ? new Version(step.time(), false, Optional.empty(), duplicate(valid.tenant()))
          : new Version(step.time(), true, Optional.of(valid.tenant()), file);
    }
    return new Version(step.time(), false, Optional.empty(), file);
  }

  private boolean mayNotHave(String name, TenantId id, Moment before, Step step, Duration grace) {
    List<String> serving =
        new TreeMap<>(step.files())
            .keySet().stream()
                .filter(other -> !weight(other, id, before, step, grace).isEmpty())
                .sorted(
                    Comparator.comparing(
                        (String other) -> weight(other, id, before, step, grace),
                        Comparator.reverseOrder()))
                .toList();
    if (!serving.isEmpty()) {
      return !serving.get(0).equals(name);
    }
    return step.files().entrySet().stream()
        .filter(other -> !other.getKey().equals(name) && !other.getValue().missing())
        .anyMatch(other -> other.getValue().value().claim().equals(Optional.of(id)));
  }

  /** What a file that is there served the tenant with so far, if it does not give it up now. */
  private String weight(String name, TenantId id, Moment before, Step step, Duration grace) {
    FileState<TenantFile> state = step.files().get(name);
    boolean givesUp =
        state.value() instanceof TenantFile.Valid valid && !valid.tenant().id().equals(id);
    if (state.missing() || givesUp || !before.lives().containsKey(name)) {
      return "";
    }
    return answersOf(name, before, id, step.time(), grace).stream()
        .filter(answer -> !answer.startsWith("0"))
        .max(String::compareTo)
        .orElse("");
  }

  private static TenantFile duplicate(Tenant tenant) {
    Optional<TenantId> id = Optional.of(tenant.id());
    return new TenantFile.Broken(List.of(), id, id, tenant.suspended(), Excerpt.NONE);
  }
}

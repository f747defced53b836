package io.decisionos.gateway.load.scenario;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Data for the placeholders of requests. Confined to the thread that runs the scenario: a feed that
 * goes in turn remembers where it is.
 */
public interface Feed {

  String next();

  /** A feed as the scenario describes it; every run opens its own. */
  sealed interface Source {
    Feed open(SplittableRandom random);
  }

  /** The values one after the other, from the first again after the last. */
  record InTurn(List<String> values) implements Source {
    public InTurn {
      values = List.copyOf(values);
    }

    @Override
    public Feed open(SplittableRandom random) {
      var at = new int[1];
      return () -> values.get(at[0]++ % values.size());
    }
  }

  /** Any of the values, drawn with the run's seed. */
  record AtRandom(List<String> values) implements Source {
    public AtRandom {
      values = List.copyOf(values);
    }

    @Override
    public Feed open(SplittableRandom random) {
      return () -> values.get(random.nextInt(values.size()));
    }
  }

  /** The prefix with 0, 1, 2 and so on: never the same value twice in a run. */
  record Counter(String prefix) implements Source {
    @Override
    public Feed open(SplittableRandom random) {
      var count = new long[1];
      return () -> prefix + count[0]++;
    }
  }

  /** The wall clock when the request is made, in a form that servers read. */
  record Clock(Form form) implements Source {

    /** How the time is written. */
    public enum Form {
      /** Milliseconds since 1970. */
      UNIX_MS,
      RFC3339
    }

    @Override
    public Feed open(SplittableRandom random) {
      return () -> {
        Instant now = Instant.now();
        return switch (form) {
          case UNIX_MS -> Long.toString(now.toEpochMilli());
          case RFC3339 -> now.toString();
        };
      };
    }
  }
}

package io.decisionos.gateway.limit;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Prints the figures of the decision about overload control; see the ADR. */
public final class OverloadComparison {
  private static final int SEEDS = 10;

  private OverloadComparison() {}

  /** Takes some seconds. */
  public static void main(String[] arguments) {
    print("none", Controllers::none);
    print("additive increase", Controllers::additiveIncrease);
    print("gradient", Controllers::gradient);
    print(
        "served rate",
        () ->
            Controllers.servedRate(
                List.of(Tenants.limited("greedy", 1000), Tenants.limited("modest", 1000))));
  }

  private static void print(String name, Supplier<QueueModel.Controller> controller) {
    double goodput = 0;
    double steady = 0;
    double worst = 0;
    double recovered = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      QueueModel alone = model(controller.get(), seed);
      alone.closed(0, 8);
      alone.run(15);
      QueueModel model = model(controller.get(), seed);
      model.open(1, 100);
      model.run(3);
      model.closed(0, 8000);
      model.run(5);
      model.count();
      model.run(15);
      goodput += (double) model.answered() / alone.answered() / SEEDS;
      double modest = model.answered(1);
      steady += modest / (modest + model.refused(1)) / SEEDS;
      worst = Math.max(worst, model.worstWaitMillis());
      model.stop();
      model.run(5);
      model.count();
      model.open(0, 300);
      model.run(5);
      recovered +=
          model.refused(0) + model.refused(1) == 0 && model.worstWaitMillis() < 200 ? 1 : 0;
    }
    System.out.printf(
        "%-20s goodput %.2f of best, modest tenant served %.3f, worst wait %.0f ms, recovered %.0f"
            + " of %d%n",
        name, goodput, steady, worst, recovered, SEEDS);
  }

  private static QueueModel model(QueueModel.Controller controller, long seed) {
    var random = new Random(seed);
    DoubleSupplier work = () -> Math.min(20, 0.8 * Math.exp(0.7 * random.nextGaussian()));
    return new QueueModel(controller, 2, work, random);
  }
}

package io.decisionos.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a real event loop, which counts how often it looks at its sockets. */
final class ResumeTurnsTest {
  private static final int CONNECTIONS = 50;
  private static final int EACH = 3;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, executor -> new Counting(NioIoHandler.newFactory().newHandler(executor)));
  private final IoEventLoop loop = group.next();
  private final ResumeTurns turns = new ResumeTurns();
  private final List<Integer> resumed = new ArrayList<>();
  private final List<Long> atLook = new ArrayList<>();
  private final CountDownLatch done = new CountDownLatch(CONNECTIONS * EACH);
  private long looks;

  /** Counts the looks of another one. */
  private final class Counting implements IoHandler {
    private final IoHandler real;

    private Counting(IoHandler real) {
      this.real = real;
    }

    @Override
    public int run(IoHandlerContext context) {
      looks++;
      return real.run(context);
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return real.register(handle);
    }

    @Override
    public void wakeup() {
      real.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
      return real.isCompatible(type);
    }

    @Override
    public void destroy() {
      real.destroy();
    }
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void resume(int connection, int times) {
    resumed.add(connection);
    atLook.add(looks);
    if (times > 1) {
      turns.add(loop, () -> resume(connection, times - 1));
    }
    done.countDown();
  }

  @Test
  void fewGoOnBetweenTwoLooksAndAllInTurn() throws InterruptedException {
    loop.execute(
        () ->
            IntStream.range(0, CONNECTIONS)
                .forEach(connection -> turns.add(loop, () -> resume(connection, EACH))));

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    loop.submit(() -> {}).syncUninterruptibly();
    Map<Long, Long> byLook =
        atLook.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(byLook.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(4));
    List<Integer> inTurn = IntStream.range(0, CONNECTIONS).boxed().toList();
    for (int round = 0; round < EACH; round++) {
      assertThat(resumed.subList(round * CONNECTIONS, (round + 1) * CONNECTIONS)).isEqualTo(inTurn);
    }
  }

  @Test
  void soManyFollowAndThenNoneUntilTheNextLook() {
    List<Integer> followed = new ArrayList<>();
    for (int look = 0; look < 3; look++) {
      loop.submit(() -> followed.add(asManyAsMayFollow())).syncUninterruptibly();
    }

    assertThat(followed).containsExactly(64, 64, 64);
  }

  private int asManyAsMayFollow() {
    int count = 0;
    while (turns.mayFollow() && count < 1_000) {
      turns.followed(loop);
      count++;
    }
    return count;
  }
}

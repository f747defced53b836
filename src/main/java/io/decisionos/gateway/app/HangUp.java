package io.decisionos.gateway.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes SIGHUP as "reload now", as services do; left alone it would end the process. The class that
 * hears of signals is the JDK's own and no API, so that it is looked for by its name.
 */
final class HangUp {
  private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

  private HangUp() {}

  /** Has this run at each SIGHUP, on a thread of the JVM's; elsewhere than on Unix it never is. */
  static void handle(Runnable reload) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              reload.run();
              return null;
            }
            return method.getName().equals("equals") ? proxy == arguments[0] : 0;
          };
      Object heard =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangUp, heard);
    } catch (ReflectiveOperationException e) {
      LOG.warn("SIGHUP is not taken as a reload cause={}", String.valueOf(e.getCause()));
    }
  }
}

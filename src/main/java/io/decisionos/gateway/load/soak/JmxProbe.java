package io.decisionos.gateway.load.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Takes the vital signs of a JVM through its management beans; each time collects its garbage. */
public final class JmxProbe implements Probe {

  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final BufferPoolMXBean direct;
  private final ThreadMXBean threads;
  private final UnixOperatingSystemMXBean system;

  private JmxProbe(JMXConnector connector) throws IOException {
    this.connector = connector;
    var process = connector.getMBeanServerConnection();
    this.memory = bean(process, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    this.direct = bean(process, "java.nio:type=BufferPool,name=direct", BufferPoolMXBean.class);
    this.threads = bean(process, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    this.system =
        bean(
            process,
            ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME,
            UnixOperatingSystemMXBean.class);
  }

  /** Attaches to a JVM of the same user on this machine; nothing of it need be prepared. */
  // What is connected to is not input: it is the process itself that says its address.
  @SuppressWarnings("BanJNDI")
  public static JmxProbe attach(long pid) throws IOException {
    try {
      var machine = VirtualMachine.attach(Long.toString(pid));
      try {
        var url = new JMXServiceURL(machine.startLocalManagementAgent());
        return new JmxProbe(JMXConnectorFactory.connect(url));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException noJvm) {
      throw new IOException(noJvm);
    }
  }

  private static <T extends PlatformManagedObject> T bean(
      MBeanServerConnection process, String name, Class<T> type) throws IOException {
    return ManagementFactory.newPlatformMXBeanProxy(process, name, type);
  }

  @Override
  public Map<Gauge, Long> take() {
    memory.gc();
    return Map.of(
        Gauge.HEAP_AFTER_GC, memory.getHeapMemoryUsage().getUsed(),
        Gauge.DIRECT_MEMORY, direct.getMemoryUsed(),
        Gauge.THREADS, (long) threads.getThreadCount(),
        Gauge.FILE_DESCRIPTORS, system.getOpenFileDescriptorCount());
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}

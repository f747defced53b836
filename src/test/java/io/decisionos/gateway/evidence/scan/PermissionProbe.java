package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.EvidenceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Scans a folder and prints what is wrong with it; see {@link PermissionTest}. */
final class PermissionProbe {
  private PermissionProbe() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    EvidenceReport report = EvidenceReport.of(Path.of(arguments[0]), seen -> {});
    System.out.println("files " + report.files());
    report.tampered().forEach(finding -> System.out.println(finding.path() + " " + finding.why()));
    for (Map.Entry<String, String> fault : report.faults().entrySet()) {
      System.out.println(fault.getKey() + "/ " + fault.getValue());
    }
  }
}

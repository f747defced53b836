package io.decisionos.gateway.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A feature's part of the isolation table. All that the section gives the first tenant holds the
 * text {@link #SECRET}, so that it shows wherever it comes out.
 */
interface Section {
  String SECRET = "alphasecret";

  /** Puts files into the data directory before the gateway starts. */
  default void furnish(Path data, String theirs, String mine) throws IOException {}

  /**
   * Gives both tenants a past.
   *
   * @return the rows, which may hold what came out of that past
   */
  List<Row> rows(Side theirs, Side mine);

  /** What shows all that the other tenant has of the feature; no answer to it may ever change. */
  List<Ask> views();
}

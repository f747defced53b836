package io.decisionos.gateway.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Documents of evidence, their tags, and the cursors of their listing. */
final class EvidenceSection implements Section {
  private static final String ID = SECRET + "-1";

  @Override
  public void furnish(Path data, String theirs, String mine) throws IOException {
    Path folder = Files.createDirectories(data.resolve("evidence"));
    write(folder, ID, theirs, SECRET);
    write(folder, SECRET + "-2", theirs, SECRET);
    write(folder, "shared", mine, "mine");
    write(Files.createDirectories(folder.resolve(theirs + "/2025-01")), "shared", theirs, SECRET);
  }

  private static void write(Path folder, String id, String tenant, String text) throws IOException {
    Files.writeString(
        folder.resolve("evidence_" + id + ".json"),
        "{\"meta\": {\"tenant\": \"" + tenant + "\"}, \"usage\": \"" + text + "\"}");
  }

  @Override
  public List<Row> rows(Side theirs, Side mine) {
    String cursor = new JsonObject(theirs.get("/evidence?limit=1").body()).getString("next_cursor");
    return List.of(
        new Row(
            "GET /evidence",
            "cursor",
            Ask.of("GET", "/evidence?cursor=${value}"),
            cursor,
            "neverACursor"),
        tag("GET /evidence", "/evidence", theirs),
        tag("GET /evidence/summary", "/evidence/summary", theirs),
        tag("GET /evidence/{id}", "/evidence/shared", theirs),
        new Row("GET /evidence/{id}", "id", Ask.of("GET", "/evidence/${value}"), ID, "never-1"),
        new Row(
            "GET /evidence/{id}",
            "id, with its tag",
            Ask.of("GET", "/evidence/${value}")
                .header("If-None-Match", theirs.get("/evidence/" + ID).header("etag")),
            ID,
            "never-1"),
        new Row(
            "POST /evidence",
            "id",
            Ask.of("POST", "/evidence?id=" + Ask.VALUE).json("{}"),
            ID,
            "never-1"),
        new Row(
            "POST /evidence",
            "tag",
            Ask.of("POST", "/evidence?id=" + ID)
                .json(new String(EvidenceSample.valid(mine.tenant(), 1), UTF_8))
                .header("If-Match", Ask.VALUE),
            theirs.get("/evidence/" + ID).header("etag"),
            "\"never\""),
        new Row(
            "POST /evidence/{id}/lock",
            "id",
            Ask.of("POST", "/evidence/" + Ask.VALUE + "/lock"),
            ID,
            "never-1"),
        new Row(
            "GET /evidence/{id}/proof",
            "id",
            Ask.of("GET", "/evidence/" + Ask.VALUE + "/proof"),
            ID,
            "never-1"),
        new Row(
            "GET /evidence/log/{tenant}/checkpoint",
            "tag",
            Ask.of("GET", "/evidence/log/" + mine.tenant() + "/checkpoint")
                .header("If-None-Match", Ask.VALUE),
            theirs.get("/evidence/log/" + theirs.tenant() + "/checkpoint").header("etag"),
            "\"never\""),
        new Row(
            "GET /evidence/log/{tenant}/tile/{level}/{place}",
            "path",
            Ask.of(
                "GET", "/evidence/log/" + mine.tenant() + "/tile/0/..%2F${value}%2Ftile%2F0%2F000"),
            theirs.tenant(),
            "never"),
        new Row(
            "GET /evidence/{id}",
            "path",
            Ask.of("GET", "/evidence/..%2F" + theirs.tenant() + "%2F2025-01%2F${value}"),
            "shared",
            "never"));
  }

  private static Row tag(String route, String target, Side theirs) {
    return new Row(
        route,
        "tag",
        Ask.of("GET", target).header("If-None-Match", Ask.VALUE),
        theirs.get(target).header("etag"),
        "\"never\"");
  }

  @Override
  public List<Ask> views() {
    return List.of(
        Ask.of("GET", "/evidence"),
        Ask.of("GET", "/evidence/summary"),
        Ask.of("GET", "/evidence/" + ID),
        Ask.of("GET", "/evidence/shared"));
  }
}

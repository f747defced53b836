package io.decisionos.gateway.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {

  @TempDir private Path directory;

  @Test
  void valuesWithCommasQuotesAndLineBreaksAreRead() throws Exception {
    assertThat(CsvText.records("a,b\r\n\"1,\"\"x\"\"\n2\",\r\n\n3,4"))
        .containsExactly(List.of("a", "b"), List.of("1,\"x\"\n2", ""), List.of("3", "4"));
    assertThat(CsvText.records("")).isEmpty();
    assertThat(CsvText.records("\"\"")).containsExactly(List.of(""));
  }

  @Test
  void bothFormatsGiveTheSameRows() throws Exception {
    var rows = List.of(Map.of("user", "a", "n", "1"), Map.of("user", "b", "n", "2"));

    assertThat(TableFile.csv(file("user,n\na,1\nb,2\n"), false).rows()).isEqualTo(rows);
    assertThat(
            TableFile.jsonLines(
                    file("{\"user\": \"a\", \"n\": 1}\n\n{\"n\": 2, \"user\": \"b\"}\n"), false)
                .rows())
        .isEqualTo(rows);
  }

  @Test
  void rowsGoInTurnAndBeginAgain() throws Exception {
    var next = TableFile.csv(file("n\n1\n2\n"), false).open(new SplittableRandom(1));

    assertThat(List.of(next.get(), next.get(), next.get()))
        .extracting(row -> row.get("n"))
        .containsExactly("1", "2", "1");
  }

  @Test
  void whatIsNoTableIsSaidWithItsPlace() throws IOException {
    Path ragged = file("a,b\n1\n");
    Path empty = file("a,b\n");
    Path list = file("[1]\n");
    Path nested = file("{\"a\": 1}\n{\"a\": {}}\n");

    assertThatThrownBy(() -> TableFile.csv(ragged, false)).hasMessage("record 2 with 1 fields");
    assertThatThrownBy(() -> TableFile.csv(empty, false)).hasMessage("no rows");
    assertThatThrownBy(() -> TableFile.jsonLines(list, false)).hasMessageContaining("line 1");
    assertThatThrownBy(() -> TableFile.jsonLines(nested, false)).hasMessageContaining("line 2");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
    assertThat(TableFile.csv(file("\uFEFFuser,n\na,1\n"), false).columns())
        .containsExactly("user", "n");
  }

  @Test
  void whatCannotBeMeantIsSaidAsItIs() throws IOException {
    Path twice = file("a,a\n1,2\n");
    Path open = file("a,b\n1,2\n\"3,4\n");
    Path latin = Files.write(directory.resolve("latin"), new byte[] {'a', '\n', (byte) 0xe4});
    Path none = directory.resolve("none");

    assertThatThrownBy(() -> TableFile.csv(twice, false)).hasMessage("the names [a, a]");
    assertThatThrownBy(() -> TableFile.csv(open, false))
        .hasMessage("record 3 that ends within quotes");
    assertThatThrownBy(() -> TableFile.csv(latin, false)).hasMessageStartingWith("other bytes");
    assertThatThrownBy(() -> TableFile.csv(none, false)).hasMessage("no file " + none);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "rows", ".txt"), text);
  }
}

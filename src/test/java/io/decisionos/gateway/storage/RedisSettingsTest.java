package io.decisionos.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.fixture.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for an address of a Redis, and what is refused when it is read. */
final class RedisSettingsTest {
  private static final String WORD =
      Secrets.keep("password of a URL of Redis", "a-word-for-redis-in-a-url-of-tests");

  @TempDir private Path directory;

  @Test
  void namesAsComposeFilesMakeThemAndLiteralsAreHosts() throws RedisAddress.Refused {
    assertThat(Stream.of("my_redis", "redis.my_net", "10.0.0.1", "[::1]", "a.1st", "h.").toList())
        .allSatisfy(
            host -> {
              RedisAddress read = RedisAddressText.read("redis://" + host + ":7000/3");
              assertThat(read.place().toString()).isEqualTo(host + ":7000");
              assertThat(read.database()).isEqualTo(OptionalInt.of(3));
            });
    assertThat(RedisAddressText.read("redis://h").place().port()).isEqualTo(6379);
    assertThat(RedisAddressText.read("unix://u:p@/run/my redis.sock?db=1").place().path())
        .isEqualTo("/run/my redis.sock");
  }

  @Test
  void whatStandsInAPasswordMeansItselfAndAnEscapeItsByte() throws RedisAddress.Refused {
    String plain = "a+b^c|d{e}f g@h:i\\j\"k<l>m`n[o]p;q=r&s!é";
    RedisAddress unescaped = RedisAddressText.read("rediss://us_er:" + plain + "@h:1");
    assertThat(unescaped.password()).contains(plain);
    assertThat(unescaped.user()).contains("us_er");
    assertThat(RedisAddressText.read("redis://:%2F%3F%23%2C%25%2B%C3%A9+@h").password())
        .contains("/?#,%+é+");
    assertThat(RedisAddressText.read("redis://h?user=u&password=%20p+").password()).contains(" p+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://h:0",
        "redis://h:65536",
        "redis://h:63x",
        "redis://h:",
        "redis://h:-1",
        "redis://h:99999999999",
        "redis://",
        "redis://:1",
        "redis://h/x",
        "redis://h/-1",
        "redis://h/1/2",
        "redis://h/99999999999",
        "redis://h/0?db=1",
        "redis://h?db=",
        "redis://h#f",
        "redis://h?client=a",
        "redis://h?db=1&db=2",
        "redis://1.2.3.999",
        "redis://1.2.3",
        "redis://-h",
        "redis://h..i",
        "redis://[::g]",
        "redis://[h]",
        "redis://::1",
        "redis://h i",
        "redis://bücher",
        "redis://u@h",
        "redis://u:%zz@h",
        "redis://u:%f@h",
        "redis://u:%ff@h",
        "redis://u:p/q@h",
        "redis://u:p#q@h",
        "redis://u:p@a@h@",
        "rediss://my_redis",
        "http://h",
        "redis:h",
        "REDIS://h",
        "",
        "unix://",
        "unix:///",
        "unix://h/p",
        "redis://h\n",
        "redis://h:1 ",
        "redis://h,",
        ",redis://h",
        "redis://a redis://b",
        "redis://u:p,q@h",
        "redis+cluster://",
        "redis+cluster://h,",
        "redis+cluster://h:0",
        "redis+cluster://h/1",
        "redis+cluster://h?db=1",
        "redis+cluster://a@b@h",
        "unix+cluster://h",
        "redis+cluster://h,redis://i"
      })
  void whatCannotBeUsedIsRefusedWithItsKey(String url) throws InvalidYaml {
    List<Fault> faults = faults("redis_url: " + quoted(url));
    assertThat(faults).isNotEmpty();
    assertThat(faults)
        .allSatisfy(
            fault -> assertThat(fault.toString()).startsWith("gateway.yaml:1: redis_url: found "));
  }

  @Test
  void nodesOfAClusterShareTheirCredentials() {
    RedisTopology read =
        RedisTopologyText.read("rediss+cluster://u:p@a:7000,b,[::1]:7002", found -> {})
            .orElseThrow();
    assertThat(read).hasToString("CLUSTER [a:7000, b:6379, [::1]:7002]");
    assertThat(read.addresses())
        .allMatch(each -> each.secure() && each.password().orElseThrow().equals("p"));
    assertThat(RedisTopologyText.read("redis+cluster://h/", found -> {})).isPresent();
  }

  @Test
  void aRefusalSaysWhichAddressAndNeverItsPassword() throws InvalidYaml {
    String bad = "redis://u:" + WORD + "@h:port";
    assertThat(faults("redis_url: " + quoted("redis://a, " + bad)).toString())
        .contains("found a port that is no number from 1 to 65535 in address 2, expected redis[s]:")
        .doesNotContain(WORD);
    assertThat(RedisTopologyText.read("redis://u:" + WORD + "@h", found -> {}).orElseThrow())
        .hasToString("ADDRESSES [h:6379]");
  }

  @Test
  void sentinelsHaveANameAndCredentialsOfTheirOwn() {
    RedisTopology read =
        RedisTopologyText.read(
                "rediss+sentinel://u:p+q@a:1,b,[::1]:3/main.db-1?db=2&sentinel_password=s+t",
                found -> {})
            .orElseThrow();
    assertThat(read).hasToString("SENTINEL [a:1, b:26379, [::1]:3]");
    assertThat(read.name()).isEqualTo("main.db-1");
    assertThat(read.addresses())
        .allSatisfy(each -> assertThat(each.password()).contains("s+t"))
        .allSatisfy(each -> assertThat(each.secure()).isTrue());
    RedisAddress member = read.member().at("10.0.0.1", 6380);
    assertThat(member).hasToString("10.0.0.1:6380");
    assertThat(member.password()).contains("p+q");
    assertThat(member.database()).hasValue(2);
  }

  @Test
  void aWordOfOursInACredentialMeansItself() {
    RedisTopology sentinels =
        RedisTopologyText.read(
                "redis+sentinel://u:sentinel_password=x@a/main"
                    + "?sentinel_user=sentinel_ro&sentinel_password=my_sentinel_word",
                found -> {})
            .orElseThrow();
    assertThat(sentinels.addresses().get(0).user()).contains("sentinel_ro");
    assertThat(sentinels.addresses().get(0).password()).contains("my_sentinel_word");
    assertThat(sentinels.member().password()).contains("sentinel_password=x");
    for (String word : List.of("a+sentinel:b", "a+cluster:b")) {
      RedisTopology one =
          RedisTopologyText.read("redis://u:" + word + "@h", found -> {}).orElseThrow();
      assertThat(one).hasToString("ADDRESSES [h:6379]");
      assertThat(one.addresses().get(0).password()).contains(word);
    }
  }

  @Test
  void whatIsWrongInTheFileOfTheUrlIsAFaultOfThatFile() throws IOException, InvalidYaml {
    Path file = Files.writeString(directory.resolve("url"), "redis://u:" + WORD + "@h:x\n");
    assertThat(faults("redis_url_file: " + quoted(file.toString())))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.toString())
                    .startsWith(file + ": redis_url_file: found a port that is no number")
                    .doesNotContain(WORD));
    Files.write(file, "redis://h:1 \r\n".getBytes(UTF_8));
    assertThat(faults("redis_url_file: " + quoted(file.toString()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/file", "a\0b", "/", "~"})
  void filesThatCannotBeReadAreRefusedWithTheirKeys(String file) throws InvalidYaml {
    for (String key : List.of("redis_url_file", "redis_ca_file")) {
      assertThat(faults(key + ": " + quoted(file)))
          .singleElement()
          .satisfies(fault -> assertThat(fault.key()).isEqualTo(key));
    }
  }

  @Test
  void aFileWithoutACertificateIsNoAuthority() throws IOException, InvalidYaml {
    Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate\n");
    assertThat(faults("redis_ca_file: " + quoted(file.toString())).toString())
        .contains("redis_ca_file", "certificates in PEM");
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\0", "\\0")
        + '"';
  }

  private static List<Fault> faults(String yaml) throws InvalidYaml {
    var section = Section.of("gateway.yaml", YamlReader.read("gateway.yaml", yaml.getBytes(UTF_8)));
    RedisSettings.read(section);
    return section.faults();
  }
}

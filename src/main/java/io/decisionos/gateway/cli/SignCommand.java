package io.decisionos.gateway.cli;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyFolder;
import io.decisionos.gateway.keys.KeySpelling;
import io.decisionos.gateway.keys.KeySpelling.Signing;
import io.decisionos.gateway.keys.Keyset;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.signature.SignatureDraft;
import io.decisionos.gateway.text.Base64Url;
import io.decisionos.gateway.text.Cause;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a request. */
@Command(
    name = "sign",
    description =
        "Prints the header fields that sign a request: Content-Digest if there is a body,"
            + " Signature-Input and Signature, one a line, for curl -H @FILE. Header fields that"
            + " the signature covers are given with --header and must be sent as they are given.",
    mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
  private static final int FAILED = 2;
  private static final int NONCE_BYTES = 16;

  @Spec private CommandSpec spec;

  @Option(
      names = "--keyset",
      required = true,
      description = "The keyset, of conf/keysets.yaml; with --key it need not be there.")
  private String keyset;

  @Option(names = "--kid", required = true, description = "The key.")
  private String kid;

  @Option(
      names = "--key",
      description =
          "The file with what signs: the private key, or the secret. Without it the secret of the"
              + " keyset, or KID.private.pem beside it.")
  private Path key;

  @Option(names = "--body", description = "The file with the body.")
  private Path body;

  @Option(
      names = "--header",
      description = "A field that is sent: 'Name: value'. More may follow it, or its name again.")
  private List<String> headers = List.of();

  @Option(names = "--conf", defaultValue = "${bundle:decisionos.conf}", hidden = true)
  private Path conf;

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, PUT, POST or another.")
  private String method;

  @Parameters(index = "1", paramLabel = "URL", description = "The whole address.")
  private String url;

  // An option with several values would take METHOD and URL for further ones.
  @Parameters(index = "2..*", hidden = true)
  private List<String> further = List.of();

  @Override
  public Integer call() {
    try {
      var message = new RequestToSign(method, url(), fields(), bytes());
      PrintWriter out = spec.commandLine().getOut();
      sign(message).forEach(out::println);
      return 0;
    } catch (IOException e) {
      return fail("cannot read " + Cause.words(e));
    } catch (Unusable | GeneralSecurityException e) {
      return fail(Cause.words(e));
    }
  }

  /** Says why there is nothing that signs. */
  private static final class Unusable extends Exception {
    Unusable(String message) {
      super(message, null, false, false);
    }
  }

  private URI url() {
    try {
      var parsed = new URI(url.replace(" ", "%20"));
      boolean web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
      if (web && parsed.getRawAuthority() != null) {
        return parsed;
      }
      throw notAnAddress();
    } catch (URISyntaxException e) {
      throw notAnAddress();
    }
  }

  private ParameterException notAnAddress() {
    return new ParameterException(
        spec.commandLine(), "URL: found \"" + url + "\", expected http://HOST:PORT/PATH");
  }

  private List<String[]> fields() {
    return Stream.concat(headers.stream(), further.stream()).map(this::field).toList();
  }

  private String[] field(String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new ParameterException(
          spec.commandLine(), "--header: found \"" + header + "\", expected 'Name: value'");
    }
    return new String[] {header.substring(0, colon).strip(), header.substring(colon + 1).strip()};
  }

  private Optional<byte[]> bytes() throws IOException {
    return body == null ? Optional.empty() : Optional.of(Files.readAllBytes(body));
  }

  private List<String> sign(RequestToSign message)
      throws Unusable, IOException, GeneralSecurityException {
    Signing signing = signing();
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    long now = Clock.systemUTC().instant().getEpochSecond();
    var draft = SignatureDraft.of(message, kid, now, Base64Url.encode(nonce));
    String signature = SignatureDraft.signature(signing.sign(draft.base(message)));
    String input = "Signature-Input: " + draft.input();
    String signed = "Signature: " + signature;
    return message
        .digest()
        .map(digest -> List.of("Content-Digest: " + digest, input, signed))
        .orElseGet(() -> List.of(input, signed));
  }

  private Signing signing() throws Unusable, IOException {
    Optional<KeyEntry> entry = entry();
    if (key != null) {
      // Whoever signs needs no list: the file says what it is.
      Material material = Material.of(Files.readAllBytes(key));
      List<Algorithm> possible =
          entry.map(known -> List.of(known.algorithm())).orElseGet(SignCommand::possible);
      return possible.stream()
          .flatMap(algorithm -> KeySpelling.signing(material, algorithm).stream())
          .findFirst()
          .orElseThrow(() -> nothing(possible));
    }
    KeyEntry listed = entry.orElseThrow(this::unlisted);
    return KeySpelling.signing(material(listed), listed.algorithm())
        .orElseThrow(() -> nothing(List.of(listed.algorithm())));
  }

  private static List<Algorithm> possible() {
    return Purpose.REQUESTS.algorithms().values().stream().sorted().toList();
  }

  private Unusable unlisted() {
    String where = conf + "/" + Keysets.FILE + ": found no key " + kid + " in a keyset " + keyset;
    return new Unusable(where + " for requests; list it, or give its file with --key");
  }

  private Unusable nothing(List<Algorithm> possible) {
    String expected =
        possible.stream()
            .map(a -> a.isSymmetric() ? "JWK of the kind oct" : "private Ed25519 key")
            .collect(Collectors.joining(" or "));
    String hint = key == null ? "; give its file with --key" : "";
    return new Unusable("found no " + expected + " to sign with as " + kid + hint);
  }

  private KeyFolder.Reading reading() {
    return KeyFolder.read(conf, name -> Optional.ofNullable(System.getenv(name)));
  }

  private Optional<KeyEntry> entry() {
    return reading().listing().listed().all().stream()
        .filter(set -> set.purpose() == Purpose.REQUESTS && set.name().equals(keyset))
        .map(Keyset::keys)
        .flatMap(List::stream)
        .filter(entry -> entry.kid().equals(kid))
        .findFirst();
  }

  private Material material(KeyEntry entry) throws Unusable, IOException {
    Path beside = conf.resolve(kid + ".private.pem");
    if (entry.algorithm() == Algorithm.ED25519 && Files.exists(beside)) {
      return Material.of(Files.readAllBytes(beside));
    }
    return entry
        .place()
        .map(place -> reading().listing().material().get(place))
        .orElseThrow(() -> useless(entry));
  }

  private Unusable useless(KeyEntry entry) {
    return new Unusable(
        "%s/%s: the key %s of %s is %s and has no material here; sign with another key, or give its file with --key"
            .formatted(conf, Keysets.FILE, kid, keyset, entry.lifetime().declared().word()));
  }

  private int fail(String why) {
    spec.commandLine().getErr().println("sign: " + why);
    return FAILED;
  }
}

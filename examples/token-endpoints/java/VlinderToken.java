import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signs for Vlinder who is signed in here, on Java 17 or newer with nothing to install. VlinderTokenServlet answers
 * with it; in Spring, let a @PostMapping("/vlinder-token") take the same steps.
 */
public final class VlinderToken {
  /** Who is signed in: an id that never changes, their real name, an address or null, and the groups that matter here. */
  public record Person(String id, String name, String email, List<String> groups) {}

  /** Ten minutes at most; the widgets fetch a new token in time. */
  private static final int LIFETIME_S = 300;

  private final String issuer;
  private final String audience;
  private final PrivateKey key;

  /**
   * @param issuer the name under which Vlinder knows you: `vlinder issuer add ... --issuer`
   * @param audience the Vlinder server's PUBLIC_URL, to the letter
   * @param keyFile your Ed25519 private key, PEM (PKCS 8); read once, so that a missing one is found at start
   */
  public VlinderToken(String issuer, String audience, Path keyFile) throws IOException, GeneralSecurityException {
    this.issuer = issuer;
    this.audience = audience;
    var base64 = Files.readString(keyFile).replaceAll("-----[^-]+-----|\\s", "");
    var der = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
    this.key = KeyFactory.getInstance("Ed25519").generatePrivate(der);
  }

  public String assertion(Person person) throws GeneralSecurityException {
    var now = Instant.now().getEpochSecond();
    var roles = person.groups().stream().map(VlinderToken::json).collect(Collectors.joining(","));
    var claims = "{\"iss\":" + json(issuer) + ",\"aud\":" + json(audience)
        + ",\"sub\":" + json(person.id()) + ",\"name\":" + json(person.name())
        + ",\"iat\":" + now + ",\"exp\":" + (now + LIFETIME_S) + ",\"roles\":[" + roles + "]"
        + (person.email() == null ? "" : ",\"email\":" + json(person.email())) + "}";
    var signed = part("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}") + "." + part(claims);
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64url(signature.sign());
  }

  private static String part(String json) {
    return base64url(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A JSON string. Use your JSON library where there is one. */
  private static String json(String text) {
    var out = new StringBuilder("\"");
    for (var sign : text.toCharArray()) {
      if (sign == '"' || sign == '\\') out.append('\\').append(sign);
      else if (sign < ' ') out.append(String.format("\\u%04x", (int) sign));
      else out.append(sign);
    }
    return out.append('"').toString();
  }
}

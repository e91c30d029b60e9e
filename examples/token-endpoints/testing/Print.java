import java.nio.file.Path;
import java.util.List;

/** For tests: prints a token for the person in the arguments: id, name, email, group. */
public class Print {
  public static void main(String[] args) throws Exception {
    var vlinder = new VlinderToken(
        System.getenv("VLINDER_ISSUER"), System.getenv("VLINDER_AUDIENCE"), Path.of(System.getenv("VLINDER_KEY_FILE")));
    System.out.print(vlinder.assertion(new VlinderToken.Person(args[0], args[1], args[2], List.of(args[3]))));
  }
}

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A token endpoint for Jakarta Servlet 5 or newer: says to Vlinder who is signed in here. */
@WebServlet("/vlinder-token")
public class VlinderTokenServlet extends HttpServlet {
  private VlinderToken vlinder;

  @Override
  public void init() throws ServletException {
    try {
      vlinder = new VlinderToken(
          System.getenv("VLINDER_ISSUER"), System.getenv("VLINDER_AUDIENCE"), Path.of(System.getenv("VLINDER_KEY_FILE")));
    } catch (IOException | GeneralSecurityException error) {
      throw new ServletException("VLINDER_KEY_FILE must be a readable Ed25519 private key.", error);
    }
  }

  /** Who your own session says is signed in, or null. Hand over only the groups that matter here. */
  private VlinderToken.Person signedIn(HttpServletRequest request) {
    var session = request.getSession(false);
    return session == null ? null : (VlinderToken.Person) session.getAttribute("user");
  }

  /** Other methods than POST get a 405 from HttpServlet. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
    if (!fromOwnPage(request)) {
      answer(response, 403, "{\"error\":\"Only pages of this site may ask.\"}");
      return;
    }
    var person = signedIn(request);
    if (person == null) {
      answer(response, 401, "{\"error\":\"Nobody is signed in.\"}");
      return;
    }
    try {
      answer(response, 200, "{\"token\":\"" + vlinder.assertion(person) + "\"}");
    } catch (GeneralSecurityException error) {
      throw new ServletException(error);
    }
  }

  /** Browsers say where a request comes from; other sites have no business here. */
  private static boolean fromOwnPage(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) return site.equals("same-origin");
    var origin = request.getHeader("Origin");
    if (origin == null) return true;
    try {
      return request.getHeader("Host").equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static void answer(HttpServletResponse response, int status, String json) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(json);
  }
}

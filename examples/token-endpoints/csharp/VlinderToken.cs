// A token endpoint for ASP.NET Core on .NET 8 or newer: says to Vlinder who is signed in here.
// dotnet add package Microsoft.IdentityModel.JsonWebTokens, then app.MapVlinderToken() in Program.cs, after
// UseAuthentication. .NET has no Ed25519 of its own, so the key is P-256:
// openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out vlinder.pem

using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

public static class VlinderToken
{
    // Ten minutes at most; the widgets fetch a new token in time.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Of your groups, those that Vlinder may hear of.
    private static readonly string[] Groups = ["community-team"];

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>
    /// Settings: Vlinder:Issuer, the name under which Vlinder knows you (`vlinder issuer add ... --issuer`);
    /// Vlinder:Audience, the Vlinder server's PUBLIC_URL to the letter; Vlinder:KeyFile, your private key.
    /// </summary>
    public static void MapVlinderToken(this WebApplication app)
    {
        var settings = app.Configuration.GetSection("Vlinder");
        // Read once, at start: a missing key is then found before the first reader comes.
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(File.ReadAllText(settings["KeyFile"]!));
        if (ecdsa.KeySize != 256) throw new InvalidOperationException("Vlinder:KeyFile must hold a P-256 private key.");
        var key = new SigningCredentials(new ECDsaSecurityKey(ecdsa), SecurityAlgorithms.EcdsaSha256);

        app.MapPost("/vlinder-token", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            if (!FromOwnPage(context.Request))
                return Results.Json(new { error = "Only pages of this site may ask." }, statusCode: 403);
            // Not RequireAuthorization(): that would send the widgets to a sign-in page.
            if (context.User.Identity?.IsAuthenticated != true)
                return Results.Json(new { error = "Nobody is signed in." }, statusCode: 401);
            return Results.Json(new { token = Assertion(context.User, settings, key) });
        });
    }

    private static string Assertion(ClaimsPrincipal user, IConfiguration settings, SigningCredentials key)
    {
        var now = DateTime.UtcNow;
        var claims = new Dictionary<string, object>
        {
            // An id that never changes (with Entra ID "oid"), and the person's real name.
            ["sub"] = user.FindFirstValue(ClaimTypes.NameIdentifier)!,
            ["name"] = user.FindFirstValue("name") ?? user.FindFirstValue(ClaimTypes.Name)!,
            ["roles"] = Groups.Where(user.IsInRole).ToArray(),
        };
        if (user.FindFirstValue(ClaimTypes.Email) is { Length: > 0 } email) claims["email"] = email;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings["Issuer"],
            Audience = settings["Audience"],
            IssuedAt = now,
            Expires = now + Lifetime,
            Claims = claims,
            SigningCredentials = key,
        });
    }

    // Browsers say where a request comes from; other sites have no business here.
    private static bool FromOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site == "same-origin";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}

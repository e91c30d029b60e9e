<?php
/**
 * A token endpoint for PHP 8.1 or newer, with nothing to install (sodium is part of PHP): says to Vlinder who is signed
 * in here. Put it where /vlinder-token leads, and replace signedIn() by what your own session knows.
 */
declare(strict_types=1);

/** Ten minutes at most; the widgets fetch a new token in time. */
const LIFETIME_S = 300;
/** Of your groups, those that Vlinder may hear of. */
const GROUPS = ['community-team'];

/** Who is signed in: an id that never changes, their real name, and perhaps email and groups. Null when nobody is. */
function signedIn(): ?array
{
    session_start(['read_and_close' => true]);
    return $_SESSION['user'] ?? null;
}

/** Browsers say where a request comes from; other sites have no business here. */
function fromOwnPage(): bool
{
    $site = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? '';
    if ($site !== '') {
        return $site === 'same-origin';
    }
    $origin = $_SERVER['HTTP_ORIGIN'] ?? '';
    return $origin === '' || preg_replace('#^https?://#', '', $origin) === ($_SERVER['HTTP_HOST'] ?? '');
}

/** The Ed25519 key out of what `openssl genpkey -algorithm ed25519` made. */
function signingKey(string $file): string
{
    $pem = @file_get_contents($file);
    $der = base64_decode(preg_replace('/-----[^-]+-----|\s/', '', (string) $pem));
    if (strlen($der) !== 48 || !str_starts_with($der, hex2bin('302e020100300506032b657004220420'))) {
        throw new RuntimeException("$file cannot be read, or is not an Ed25519 private key (PKCS 8, PEM).");
    }
    return sodium_crypto_sign_secretkey(sodium_crypto_sign_seed_keypair(substr($der, 16)));
}

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function part(array $value): string
{
    return base64url(json_encode($value, JSON_THROW_ON_ERROR));
}

function assertion(array $person): string
{
    $now = time();
    $claims = [
        // The name under which Vlinder knows you: `vlinder issuer add ... --issuer`.
        'iss' => (string) getenv('VLINDER_ISSUER'),
        // The Vlinder server's PUBLIC_URL, to the letter.
        'aud' => (string) getenv('VLINDER_AUDIENCE'),
        'sub' => (string) $person['id'],
        'name' => $person['name'],
        'iat' => $now,
        'exp' => $now + LIFETIME_S,
        'roles' => array_values(array_intersect($person['groups'] ?? [], GROUPS)),
    ];
    if (!empty($person['email'])) {
        $claims['email'] = $person['email'];
    }
    $signed = part(['alg' => 'EdDSA', 'typ' => 'JWT']) . '.' . part($claims);
    $key = signingKey((string) getenv('VLINDER_KEY_FILE'));
    return $signed . '.' . base64url(sodium_crypto_sign_detached($signed, $key));
}

function answer(int $status, array $body): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    header('Cache-Control: no-store');
    echo json_encode($body);
    exit;
}

if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    header('Allow: POST');
    answer(405, ['error' => 'Use POST.']);
}
if (!fromOwnPage()) {
    answer(403, ['error' => 'Only pages of this site may ask.']);
}
$person = signedIn();
if ($person === null) {
    answer(401, ['error' => 'Nobody is signed in.']);
}
try {
    answer(200, ['token' => assertion($person)]);
} catch (Throwable $error) {
    error_log("Vlinder: {$error->getMessage()}");
    answer(500, ['error' => 'No token could be signed; the log says why.']);
}

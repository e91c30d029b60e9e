"""A token endpoint for Python 3.9 or newer: says to Vlinder who is signed in here.

For Flask: pip install flask "pyjwt[crypto]", then app.register_blueprint(vlinder). From Django, take the same steps in
a view: request.user instead of the session, and @require_POST.
"""

import os
import time
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Blueprint, jsonify, request, session

# Ten minutes at most; the widgets fetch a new token in time.
LIFETIME_S = 300
# Of your groups, those that Vlinder may hear of.
GROUPS = {"community-team"}

# The name under which Vlinder knows you: `vlinder issuer add ... --issuer`.
ISSUER = os.environ["VLINDER_ISSUER"]
# The Vlinder server's PUBLIC_URL, to the letter.
AUDIENCE = os.environ["VLINDER_AUDIENCE"]
# Read once, at start: a missing key is then found before the first reader comes.
with open(os.environ["VLINDER_KEY_FILE"], "rb") as file:
    KEY = load_pem_private_key(file.read(), password=None)
if not isinstance(KEY, Ed25519PrivateKey):
    raise ValueError("VLINDER_KEY_FILE must hold an Ed25519 private key.")

vlinder = Blueprint("vlinder", __name__)


def signed_in():
    """Who is signed in: an id that never changes, their real name, and perhaps email and groups. None when nobody is."""
    return session.get("user")


def from_own_page():
    """Browsers say where a request comes from; other sites have no business here."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return not origin or urlsplit(origin).netloc == request.host


def assertion(person):
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(person["id"]),
        "name": person["name"],
        "iat": now,
        "exp": now + LIFETIME_S,
        "roles": sorted(GROUPS.intersection(person.get("groups", []))),
    }
    if person.get("email"):
        claims["email"] = person["email"]
    return jwt.encode(claims, KEY, algorithm="EdDSA")


@vlinder.post("/vlinder-token")
def token():
    person = signed_in()
    if not from_own_page():
        response, status = {"error": "Only pages of this site may ask."}, 403
    elif person is None:
        response, status = {"error": "Nobody is signed in."}, 401
    else:
        response, status = {"token": assertion(person)}, 200
    return jsonify(response), status, {"Cache-Control": "no-store"}

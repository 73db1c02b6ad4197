"""A real OpenID provider as a process of its own: ``python -m tests.provider PORT``.

Authlib's server side on Flask, answering over HTTP: discovery, authorization (it lets whoever
``?who=`` names in at once), token with PKCE and client secret, keys. ``POST /spoil`` makes the
next tokens wrong in one way, as a provider, or somebody in between, might.
"""

from __future__ import annotations

import secrets
import sys
import time
from typing import ClassVar

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
CLIENT, SECRET = "enishi", "a-secret-of-the-provider"


class Client:
    client_id = CLIENT

    def get_client_id(self):
        return CLIENT

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, uri):
        return uri.endswith("/sign-in/organization/back")

    def check_client_secret(self, secret):
        return secrets.compare_digest(secret, SECRET)

    def check_endpoint_auth_method(self, method, endpoint):  # noqa: ARG002 -- likewise
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, kind):
        return kind == "code"

    def check_grant_type(self, kind):
        return kind == "authorization_code"


class Code:
    def __init__(self, **given):
        self.__dict__.update(given)

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope


CODES: dict[str, Code] = {}
SPOILED: dict[str, str] = {"how": ""}
ISSUER: dict[str, str] = {}


class CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = ["client_secret_basic", "client_secret_post"]

    def save_authorization_code(self, code, request):
        payload = request.payload
        CODES[code] = Code(
            who=request.user,
            redirect_uri=payload.redirect_uri,
            scope=payload.scope,
            nonce=payload.data.get("nonce"),
            code_challenge=payload.data.get("code_challenge"),
            code_challenge_method=payload.data.get("code_challenge_method"),
        )

    def query_authorization_code(self, code, client):  # noqa: ARG002 -- Authlib's signature
        return CODES.get(code)

    def delete_authorization_code(self, authorization_code):
        for code in [code for code, one in CODES.items() if one is authorization_code]:
            del CODES[code]

    def authenticate_user(self, authorization_code):
        return authorization_code.who


app = Flask(__name__)
app.config["SECRET_KEY"] = secrets.token_hex()


def claims(code):
    subject, _, email = code.who.partition(" ")
    now = int(time.time())
    return {
        "iss": ISSUER["url"],
        "sub": subject,
        "aud": CLIENT,
        "exp": now + 300,
        "iat": now,
        "nonce": code.nonce,
        "email": email,
        "email_verified": True,
        "name": "見本 提供者",
    }


SPOILERS = {
    "expired": lambda found: found | {"exp": int(time.time()) - 3600},
    "audience": lambda found: found | {"aud": "another-client"},
    "audiences": lambda found: found | {"aud": [CLIENT, "another-client"]},
    "party": lambda found: found | {"aud": [CLIENT, "x"], "azp": "another-client"},
    "issuer": lambda found: found | {"iss": "https://another.example"},
    "nonce": lambda found: found | {"nonce": "another"},
    "no_nonce": lambda found: {key: value for key, value in found.items() if key != "nonce"},
    "no_exp": lambda found: {key: value for key, value in found.items() if key != "exp"},
    "future": lambda found: found | {"iat": int(time.time()) + 3600},
    "unverified": lambda found: found | {"email_verified": False},
    "verified_as_text": lambda found: found | {"email_verified": "true"},
    "domain": lambda found: found | {"email": "aoi@town.example.evil.example"},
    "subject": lambda found: found | {"sub": 7},
}


def id_token(code):
    how = SPOILED["how"]
    found = SPOILERS.get(how, lambda same: same)(claims(code))
    head = {"alg": "RS256", "kid": "one"}
    if how == "forged":
        return jwt.encode(head, found, OTHER_KEY)
    if how == "secret":  # signed with what both sides know, or with the public key as a secret
        return jwt.encode({"alg": "HS256"}, found, OctKey.import_key(SECRET))
    if how == "none":
        body = jwt.encode(head, found, KEY).split(".")[1]
        return f"eyJhbGciOiJub25lIn0.{body}."
    if how == "garbage":
        return "not.a.token"
    return jwt.encode(head, found, KEY)


@app.get("/.well-known/openid-configuration")
def discovery():
    url = ISSUER["url"]
    named = "https://another.example" if SPOILED["how"] == "discovery" else url
    return jsonify(
        issuer=named,
        authorization_endpoint=f"{url}/authorize",
        token_endpoint=f"{url}/token",
        jwks_uri=f"{url}/keys",
        token_endpoint_auth_methods_supported=["client_secret_basic"],
    )


@app.get("/keys")
def keys():
    return jsonify(keys=[KEY.as_dict(private=False)])


@app.get("/authorize")
def authorize():
    return SERVER.create_authorization_response(grant_user=request.args["who"])


@app.post("/token")
def token():
    code = CODES.get(request.form.get("code", ""))
    answer = SERVER.create_token_response()
    if answer.status_code == 200:
        answer = jsonify({**answer.get_json(), "id_token": id_token(code)})
    return answer


@app.post("/spoil")
def spoil():
    SPOILED["how"] = request.get_data(as_text=True)
    return "", 204


SERVER = AuthorizationServer(
    app,
    query_client=lambda given: Client() if given == CLIENT else None,
    save_token=lambda *_: None,
)
SERVER.register_grant(CodeGrant, [CodeChallenge(required=True)])

if __name__ == "__main__":
    ISSUER["url"] = f"http://127.0.0.1:{sys.argv[1]}"
    app.run("127.0.0.1", int(sys.argv[1]), threaded=True)

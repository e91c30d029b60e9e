"""For tests: an intranet whose sign-in believes whatever the request says. Prints its port."""

from flask import Flask, request, session
from vlinder_token import vlinder
from werkzeug.serving import make_server

app = Flask(__name__)
app.secret_key = "for tests"
app.register_blueprint(vlinder)


@app.post("/sign-in")
def sign_in():
    session["user"] = request.get_json(force=True)
    return ""


server = make_server("127.0.0.1", 0, app)
print(server.server_port, flush=True)
server.serve_forever()

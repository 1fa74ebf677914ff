"""Signed JWT grants from PyJWT: a list of wishes as JSON on standard input, a list of grants on standard output."""

import json
import sys

import jwt

wishes = json.load(sys.stdin)
grants = [
    jwt.encode(wish["claims"], wish["key"], algorithm=wish["alg"], headers=wish["header"])
    for wish in wishes
]
json.dump(grants, sys.stdout)

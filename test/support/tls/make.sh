#!/bin/sh
# Makes the authority and the server certificates that test/platform/http.test.ts meets over TLS on loopback.
# One key serves every server: what differs is what its certificates say. Run in this folder, with OpenSSL 3.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/ca.cnf" <<CNF
[ca]
default_ca = here
[here]
database = $work/index
rand_serial = yes
new_certs_dir = $work
default_md = sha256
policy = any
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[loopback]
subjectAltName = IP:127.0.0.1, DNS:localhost
[elsewhere]
subjectAltName = DNS:elsewhere.example
CNF
: > "$work/index"
echo 'unique_subject = no' > "$work/index.attr"

key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1"; }
request() { openssl req -new -config /dev/null -key "$1" -subj "/CN=$2" -out "$work/request.pem"; }
sign() { # name, extensions, first day, last day, then the signer
  name=$1 extensions=$2 from=$3 to=$4
  shift 4
  openssl ca -batch -notext -config "$work/ca.cnf" -in "$work/request.pem" -out "$name" -extensions "$extensions" \
    -startdate "${from}000000Z" -enddate "${to}235959Z" "$@" 2> /dev/null
}

key "$work/authority.key"
request "$work/authority.key" 'Loopback Test Authority'
sign authority.crt authority 20200101 20991231 -selfsign -keyfile "$work/authority.key"
by() { sign "$@" -cert authority.crt -keyfile "$work/authority.key"; }

key server.key
request server.key 'Loopback Test Server'
by loopback.crt loopback 20200101 20991231
by elsewhere.crt elsewhere 20200101 20991231
by expired.crt loopback 20200101 20200131
by future.crt loopback 20980101 20991231
sign self-signed.crt loopback 20200101 20991231 -selfsign -keyfile server.key

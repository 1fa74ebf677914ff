#!/bin/bash
# A token from Maskinporten with openssl and curl, as people write it: token.sh <issuer> <client> <scope> p12 <file> | pem <file> <kid>
# The password of a .p12 is in BENCH_PASSWORD.
set -euo pipefail

issuer=$1 client=$2 scope=$3 kind=$4 file=$5

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

if [ "$kind" = p12 ]; then
  pem=$(openssl pkcs12 -in "$file" -nodes -passin env:BENCH_PASSWORD 2> /dev/null)
  leaf=$(openssl x509 -outform der <<< "$pem" | openssl base64 -A)
  header="{\"alg\":\"RS256\",\"x5c\":[\"$leaf\"]}"
else
  pem=$(< "$file")
  header="{\"alg\":\"RS256\",\"kid\":\"$6\"}"
fi

now=$(date +%s)
id=$(< /proc/sys/kernel/random/uuid)
claims="{\"aud\":\"$issuer\",\"iss\":\"$client\",\"scope\":\"$scope\",\"iat\":$now,\"exp\":$((now + 60)),\"jti\":\"$id\"}"
input="$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)"
signature=$(printf %s "$input" | openssl dgst -sha256 -sign <(printf '%s\n' "$pem") | base64url)

curl -sS --fail "${issuer}token" \
  --data-urlencode 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer' \
  --data-urlencode "assertion=$input.$signature" |
  sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p'

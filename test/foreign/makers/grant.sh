#!/usr/bin/env bash
# A signed JWT grant from bash and openssl alone: grant.sh <key.pem> <header as JSON> <claims as JSON>
set -euo pipefail

key=$1 header=$2 claims=$3

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

alg=$(printf '%s' "$header" | sed -n 's/.*"alg":"\([A-Z]*\)\([0-9]*\)".*/\1 \2/p')
read -r family bits <<<"$alg"
padding=()
if [ "$family" = PS ]; then padding=(-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest); fi

input=$(printf '%s' "$header" | base64url).$(printf '%s' "$claims" | base64url)
signature=$(printf '%s' "$input" | openssl dgst "-sha$bits" ${padding[@]+"${padding[@]}"} -sign "$key" -binary | base64url)
printf '%s.%s\n' "$input" "$signature"

#!/usr/bin/env bash
# Makes every file in this directory anew, and facts.json with what openssl says of them.
# Needs bash, openssl 3.0 (with its legacy provider), and JDK 17 (keytool, java). Keys change with every run; facts.json follows.
set -euo pipefail
cd "$(dirname "$0")"
out=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find . -type f ! -name make.sh ! -name '*.java' ! -name vectors.ts -delete
cd "$work"
P=changeit
openssl() { command openssl "$@" 2>>"$work/openssl.log" || { tail -5 "$work/openssl.log" >&2; return 1; }; }
keytool() { command keytool "$@" >>"$work/keytool.log" 2>&1 || { tail -5 "$work/keytool.log" >&2; return 1; }; }

# --- keys ---------------------------------------------------------------------------------------
for key in root intermediate auth sign enc other; do openssl genrsa -out $key.key 2048; done
openssl genrsa -out weak.key 1024
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key
openssl genpkey -algorithm ED25519 -out ed25519.key

# --- certificates -------------------------------------------------------------------------------
cat > ca.cnf <<'CNF'
[ca]
default_ca = default
[default]
new_certs_dir = .
database = index.txt
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
string_mask = utf8only
[any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
serialNumber = optional
organizationIdentifier = optional
[req]
distinguished_name = dn
string_mask = utf8only
utf8 = yes
[dn]
[ca_ext]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[auth_ext]
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
certificatePolicies = 2.16.578.1.29.913.210.1.0
[plain_auth_ext]
keyUsage = critical, digitalSignature
[sign_ext]
keyUsage = critical, nonRepudiation
[enc_ext]
keyUsage = critical, keyEncipherment, dataEncipherment
[no_ext]
subjectKeyIdentifier = hash
CNF
touch index.txt
FROM=20200101000000Z
TO=20991231235959Z
# certify <name> <key> <issuer, or self> <extensions> <subject> [from] [to]
certify() {
  openssl req -new -utf8 -config ca.cnf -key "$2.key" -subj "$5" -out "$1.csr"
  local signer=(-cert "$3.crt" -keyfile "$3.key")
  [ "$3" = self ] && signer=(-selfsign -keyfile "$2.key")
  openssl ca -batch -notext -utf8 -preserveDN -config ca.cnf "${signer[@]}" -extfile ca.cnf -extensions "$4" \
    -startdate "${6:-$FROM}" -enddate "${7:-$TO}" -in "$1.csr" -out "$1.crt"
}
LEAF='/C=NO/O=BLÅBÆR OG SØNN AS/CN=BLÅBÆR OG SØNN AS/organizationIdentifier=NTRNO-310904473'
certify root root self ca_ext '/C=NO/O=Eksempel TEST AS-999999999/CN=Eksempel Class 3 TEST Root CA'
certify intermediate intermediate root ca_ext '/C=NO/O=Eksempel TEST AS-999999999/CN=Eksempel Class 3 TEST CA 3'
certify auth auth intermediate auth_ext "$LEAF"
certify sign sign intermediate sign_ext "$LEAF"
certify enc enc intermediate enc_ext "$LEAF"
certify seid1 other intermediate auth_ext '/C=NO/O=Gammel, \/ "Krokete" Bedrift AS/OU=Drift+CN=GAMMEL BEDRIFT/serialNumber=991825827'
certify named other intermediate no_ext '/C=NO/O=Navn AS - 974760673/CN=Navn AS'
certify psd2 other intermediate no_ext '/C=NO/O=Banken ASA/CN=Banken/serialNumber=123/organizationIdentifier=PSDNO-FSA-974760673'
certify expired auth intermediate auth_ext "$LEAF" 20180101000000Z 20210101000000Z
certify future auth intermediate auth_ext "$LEAF" 20900101000000Z
certify weak weak intermediate plain_auth_ext "$LEAF"
certify pss pss intermediate plain_auth_ext "$LEAF"
certify ec ec intermediate plain_auth_ext "$LEAF"
certify ed25519 ed25519 intermediate plain_auth_ext "$LEAF"
certify self-signed other self no_ext '/CN=alene'
# A production authority's name, and nothing else of it: what mp goes by is the name.
certify production-ca other self ca_ext '/C=NO/O=Buypass AS-983163327/CN=Buypass Class 3 CA G2 ST Business'
cp other.key production-ca.key
certify production auth production-ca plain_auth_ext "$LEAF"
# An authority that renewed its key and kept its name.
certify renewed-intermediate enc root ca_ext '/C=NO/O=Eksempel TEST AS-999999999/CN=Eksempel Class 3 TEST CA 3'
cat intermediate.crt root.crt > chain.pem
for key in auth sign enc other weak pss ec ed25519; do openssl pkcs8 -topk8 -nocrypt -in $key.key -outform DER -out $key.p8; done

# --- PKCS#12 by openssl -------------------------------------------------------------------------
# p12 <file> <openssl pkcs12 options…>
p12() { local file=$1; shift; openssl pkcs12 -export -out "$out/$file" "$@"; }
auth=(-inkey auth.key -in auth.crt -certfile chain.pem -passout "pass:$P")
p12 openssl.p12 "${auth[@]}" -name auth
p12 openssl-legacy.p12 "${auth[@]}" -name auth -legacy
p12 openssl-legacy-rc2-128.p12 "${auth[@]}" -name auth -legacy -keypbe PBE-SHA1-RC2-128 -certpbe PBE-SHA1-RC2-128
p12 openssl-legacy-rc4.p12 "${auth[@]}" -name auth -legacy -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC4-40
p12 openssl-legacy-2des.p12 "${auth[@]}" -name auth -legacy -keypbe PBE-SHA1-2DES -certpbe PBE-SHA1-2DES
p12 openssl-legacy-100k.p12 "${auth[@]}" -name auth -legacy -iter 100000
p12 openssl-100k.p12 "${auth[@]}" -name auth -iter 100000
p12 openssl-aes-128-192.p12 "${auth[@]}" -name auth -keypbe aes-128-cbc -certpbe aes-192-cbc
p12 openssl-3des.p12 "${auth[@]}" -name auth -keypbe des-ede3-cbc -certpbe des-ede3-cbc
p12 openssl-camellia.p12 "${auth[@]}" -name auth -keypbe camellia-256-cbc -certpbe camellia-128-cbc
for digest in md5 sha1 sha224 sha384 sha512 sha512-224 sha512-256 sha3-224 sha3-256 sha3-384 sha3-512; do
  p12 openssl-mac-$digest.p12 "${auth[@]}" -name auth -macalg $digest
done
p12 openssl-mac-sha512-4000.p12 "${auth[@]}" -name auth -macalg sha512 -maciter -iter 4000
p12 openssl-no-mac.p12 "${auth[@]}" -name auth -nomac
p12 openssl-no-encryption.p12 "${auth[@]}" -name auth -keypbe NONE -certpbe NONE
p12 openssl-no-encryption-no-mac.p12 "${auth[@]}" -name auth -keypbe NONE -certpbe NONE -nomac
p12 openssl-plain-certificates-no-mac.p12 "${auth[@]}" -name auth -certpbe NONE -nomac
p12 openssl-no-name.p12 "${auth[@]}"
p12 openssl-empty-password.p12 -inkey auth.key -in auth.crt -certfile chain.pem -name auth -passout pass:
p12 openssl-empty-password-legacy.p12 -inkey auth.key -in auth.crt -certfile chain.pem -name auth -passout pass: -legacy
p12 openssl-non-ascii.p12 -inkey auth.key -in auth.crt -certfile chain.pem -name 'nøkkel' -passout 'pass:blåbær🫐'
p12 openssl-non-ascii-legacy.p12 -inkey auth.key -in auth.crt -certfile chain.pem -name 'nøkkel' -passout 'pass:blåbær🫐' -legacy
p12 leaf-only.p12 -inkey auth.key -in auth.crt -name auth -passout "pass:$P"
p12 key-only.p12 -inkey auth.key -nocerts -name auth -passout "pass:$P"
p12 certificates-only.p12 -nokeys -in auth.crt -certfile chain.pem -passout "pass:$P"
p12 self-signed.p12 -inkey other.key -in self-signed.crt -name alene -passout "pass:$P"
p12 seid1.p12 -inkey other.key -in seid1.crt -certfile chain.pem -name seid1 -passout "pass:$P"
cat root.crt renewed-intermediate.crt intermediate.crt root.crt > shuffled.pem
p12 shuffled-chain.p12 -inkey auth.key -in auth.crt -certfile shuffled.pem -name auth -passout "pass:$P"
for name in expired future production; do
  p12 $name.p12 -inkey auth.key -in $name.crt -certfile chain.pem -name $name -passout "pass:$P"
done
for name in sign enc weak pss ec ed25519; do
  p12 $name.p12 -inkey $name.key -in $name.crt -certfile chain.pem -name $name -passout "pass:$P"
done

# --- PKCS#12 by keytool -------------------------------------------------------------------------
# import <file> <alias, from the file of that name> [keytool options…]
import() {
  local file=$1 from=$2; shift 2
  keytool "$@" -importkeystore -noprompt -srckeystore "$out/$from.p12" -srcstorepass $P -srcalias "$from" \
    -destkeystore "$out/$file" -deststoretype "${TYPE:-PKCS12}" -deststorepass $P -destalias "$from"
}
cp "$out/openssl.p12" "$out/auth.p12"
import keytool.p12 auth
import keytool-legacy.p12 auth -J-Dkeystore.pkcs12.legacy
import keytool-100k.p12 auth -J-Dkeystore.pkcs12.keyPbeIterationCount=100000 \
  -J-Dkeystore.pkcs12.certPbeIterationCount=100000 -J-Dkeystore.pkcs12.macIterationCount=100000
import keytool-unencrypted-certificates.p12 auth -J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE -J-Dkeystore.pkcs12.macAlgorithm=NONE
for name in enc sign auth; do import keytool-several.p12 $name; done
for name in expired auth; do import keytool-renewed.p12 $name; done
for name in auth production; do import keytool-two-valid.p12 $name; done
import keytool-secret.p12 auth
keytool -genseckey -keyalg AES -keysize 128 -alias hemmelig -keystore "$out/keytool-secret.p12" -storepass $P
keytool -importcert -noprompt -alias rot -file root.crt -keystore "$out/keytool-secret.p12" -storepass $P
keytool -importcert -noprompt -alias rot -file root.crt -keystore "$out/keytool-truststore.p12" -storepass $P
keytool -genkeypair -keyalg RSA -keysize 2048 -alias MinNokkel -dname 'CN=alene' -validity 25000 -keystore "$out/keytool-generated.p12" -storepass $P
java "$out/StoreWithEntryPassword.java" "$out/keytool.p12" $P auth eget-passord "$out/keytool-entry-password.p12"
java "$out/StoreWithEntryPassword.java" "$out/keytool-several.p12" $P enc eget-passord "$out/keytool-several-one-entry-password.p12"
TYPE=JKS import keytool.jks auth
TYPE=JCEKS import keytool.jceks auth
rm "$out/auth.p12"

# --- PEM and DER --------------------------------------------------------------------------------
rsa() { openssl rsa -in auth.key "$@"; }
pkcs8() { openssl pkcs8 -topk8 -in auth.key -passout "pass:$P" "$@"; }
openssl pkcs8 -topk8 -nocrypt -in auth.key -out auth.p8.pem
rsa -traditional -out auth.p1.pem
cp auth.p8 "$out/pkcs8.der"
rsa -traditional -outform DER -out "$out/pkcs1.der"
pkcs8 -outform DER -out "$out/pkcs8-encrypted.der"
openssl x509 -in auth.crt -outform DER -out "$out/certificate.der"
cat auth.p8.pem auth.crt chain.pem > "$out/pkcs8.pem"
cat root.crt intermediate.crt auth.crt auth.p1.pem > "$out/pkcs1-after-certificates.pem"
{ openssl x509 -in auth.crt -text; cat chain.pem auth.p8.pem; } > "$out/explained.pem"
sed 's/$/\r/' "$out/pkcs8.pem" > "$out/crlf.pem"
{ printf '\xef\xbb\xbf'; cat "$out/pkcs8.pem"; } > "$out/bom.pem"
iconv -f ASCII -t UTF-16LE "$out/pkcs8.pem" | { printf '\xff\xfe'; cat; } > "$out/utf-16.pem"
awk '{ printf "%s\\n", $0 }' "$out/pkcs8.pem" > "$out/escaped-newlines.pem"
tr '\n' ' ' < "$out/pkcs8.pem" > "$out/one-line.pem"
cp auth.p8.pem "$out/key-only.pem"
{ cat auth.p8.pem other.key; } > "$out/other.key.pem"; mv "$out/other.key.pem" "$out/two-keys.pem"; cat auth.crt seid1.crt chain.pem >> "$out/two-keys.pem"
{ cat auth.p8.pem seid1.crt chain.pem; } > "$out/mismatch.pem"
{ pkcs8; cat auth.crt chain.pem; } > "$out/pkcs8-encrypted.pem"
pkcs8 -v2prf hmacWithSHA1 -v2 aes-128-cbc -out "$out/pkcs8-sha1-aes128.pem"
pkcs8 -scrypt -out "$out/pkcs8-scrypt.pem"
pkcs8 -v1 PBE-SHA1-3DES -out "$out/pkcs8-pbe-3des.pem"
pkcs8 -v1 PBE-MD5-DES -provider legacy -provider default -out "$out/pkcs8-pbe-md5-des.pem"
pkcs8 -v1 PBE-SHA1-RC2-64 -provider legacy -provider default -out "$out/pkcs8-pbe-sha1-rc2.pem"
pkcs8 -v2 des-cbc -provider legacy -provider default -out "$out/pkcs8-des.pem"
pkcs8 -v2 rc2-cbc -provider legacy -provider default -out "$out/pkcs8-rc2.pem"
rsa -traditional -aes256 -passout "pass:$P" -out "$out/dek-aes-256.pem"
rsa -traditional -des3 -passout "pass:$P" -out "$out/dek-des3.pem"
rsa -traditional -des -passout "pass:$P" -provider legacy -provider default -out "$out/dek-des.pem"
openssl pkcs12 -in "$out/openssl.p12" -nodes -passin "pass:$P" -out "$out/bag-attributes.pem"
cat ec.key ec.crt > "$out/ec.pem"
openssl ec -in ec.key -out "$out/ec-sec1.pem"
rsa -pubout -out "$out/public.pem"
rsa -pubout -outform DER -out "$out/public.der"
cat auth.crt chain.pem > "$out/certificates.pem"
cp auth.csr "$out/request.pem"
openssl req -in auth.csr -outform DER -out "$out/request.der"
openssl crl2pkcs7 -nocrl -certfile chain.pem -out "$out/chain.p7b"
base64 -w0 "$out/openssl.p12" > "$out/openssl.p12.base64"
{ printf 'base64:'; base64 -w0 "$out/openssl.p12"; } > "$out/openssl.p12.prefixed-base64"
base64 "$out/pkcs8.pem" > "$out/pkcs8.pem.base64"
base64 "$out/pkcs8.der" > "$out/pkcs8.der.base64"
printf '<!DOCTYPE html>\n<html><body>Not found</body></html>\n' > "$out/page.html"

# --- what openssl says --------------------------------------------------------------------------
digest() { openssl dgst -sha256 -r | cut -d' ' -f1; }
quote() { python3 -c 'import json,sys; print(json.dumps(sys.stdin.read().rstrip("\n"), ensure_ascii=False), end="")'; }
keytool -exportcert -alias minnokkel -keystore "$out/keytool-generated.p12" -storepass $P -file generated.der
openssl x509 -in generated.der -inform DER -out generated.crt
{
  printf '{\n  "keys": {\n'
  for key in auth sign enc other weak pss ec ed25519; do
    printf '    "%s": "%s",\n' $key "$(openssl pkey -in $key.key -pubout -outform DER | digest)"
  done
  printf '    "generated": "%s"\n  },\n  "certificates": {\n' "$(openssl x509 -in generated.crt -noout -pubkey | openssl pkey -pubin -outform DER | digest)"
  first=1
  for crt in *.crt; do
    [ $first ] || printf ',\n'
    first=
    printf '    "%s": { "sha256": "%s",\n' "${crt%.crt}" "$(openssl x509 -in "$crt" -outform DER | digest)"
    printf '      "subject": %s,\n' "$(openssl x509 -in "$crt" -noout -subject -nameopt RFC2253,-esc_msb | sed 's/^subject=//' | quote)"
    printf '      "issuer": %s,\n' "$(openssl x509 -in "$crt" -noout -issuer -nameopt RFC2253,-esc_msb | sed 's/^issuer=//' | quote)"
    printf '      "notBefore": %s,\n' "$(date -u -d "$(openssl x509 -in "$crt" -noout -startdate | cut -d= -f2)" +%s)"
    printf '      "notAfter": %s }' "$(date -u -d "$(openssl x509 -in "$crt" -noout -enddate | cut -d= -f2)" +%s)"
  done
  printf '\n  }\n}\n'
} > "$out/facts.json"
for name in auth sign enc seid1 named psd2 production ec root; do openssl x509 -in $name.crt -outform DER -out "$out/$name.crt.der"; done

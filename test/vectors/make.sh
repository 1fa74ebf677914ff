#!/usr/bin/env bash
# Makes the files in this directory anew, and facts.json with what openssl says of the keys and certificates in them.
# Needs bash, python3, node, openssl 3.0 (with its legacy provider) and JDK 17 (keytool, java). What else is needed is said where it
# is; without it, the samples that are there stay as they are. Keys and certificates in source/ are kept too: remove it for new ones.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
out=$work/new
trap 'rm -rf "$work"' EXIT
mkdir -p source "$out" "$work/home"
export HOME=$work/home LC_ALL=C.UTF-8
P=changeit
openssl() { command openssl "$@" 2>>"$work/openssl.log" || { tail -5 "$work/openssl.log" >&2; return 1; }; }
keytool() { command keytool "$@" >>"$work/keytool.log" 2>&1 || { tail -5 "$work/keytool.log" >&2; return 1; }; }
has() { command -v "$1" >>"$work/which.log" || { echo "no $1: its samples stay as they are" >&2; return 1; }; }
cd "$work"

# --- keys ---------------------------------------------------------------------------------------
new_keys() {
  for key in root intermediate auth sign enc other; do openssl genrsa -out $key.key 2048; done
  openssl genrsa -out weak.key 1024
  openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key
  openssl genpkey -algorithm ED25519 -out ed25519.key
}

# --- certificates -------------------------------------------------------------------------------
write_configuration() {
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
}
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
new_certificates() {
  write_configuration
  local LEAF='/C=NO/O=BLÅBÆR OG SØNN AS/CN=BLÅBÆR OG SØNN AS/organizationIdentifier=NTRNO-310904473'
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
  rm production-ca.key
  # An authority that renewed its key and kept its name.
  certify renewed-intermediate enc root ca_ext '/C=NO/O=Eksempel TEST AS-999999999/CN=Eksempel Class 3 TEST CA 3'
}
if [ ! -f "$here/source/auth.key" ]; then
  new_keys
  new_certificates
  cp -- *.key *.crt "$here/source/"
fi
cp "$here"/source/* .
openssl req -new -utf8 -key auth.key -subj '/CN=auth' -out auth.csr
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
p12 openssl-1-round.p12 "${auth[@]}" -name auth -iter 1
p12 openssl-1-round-no-mac.p12 "${auth[@]}" -name auth -iter 1 -nomac
p12 openssl-legacy-1-round.p12 "${auth[@]}" -name auth -legacy -iter 1
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
# What Windows exports: triple DES, 2000 rounds, its own attributes on the key, and indefinite lengths.
p12 windows-der.p12 "${auth[@]}" -name 'te-6e1c3f52-0b41-4d5e-9a3c-2f1d7b8a9c10' -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES \
  -iter 2000 -LMK -CSP 'Microsoft Enhanced RSA and AES Cryptographic Provider'
python3 "$here/to-ber.py" < "$out/windows-der.p12" > "$out/windows.p12"
rm "$out/windows-der.p12"

# --- PKCS#12, JKS and JCEKS by keytool ----------------------------------------------------------
# import <file> <alias, from the file of that name> [keytool options…]
import() {
  local file=$1 from=$2; shift 2
  keytool -importkeystore -noprompt -srckeystore "$out/$from.p12" -srcstorepass $P -srcalias "$from" \
    -destkeystore "$out/$file" -deststoretype "${TYPE:-PKCS12}" -deststorepass $P -destalias "$from" "$@"
}
# also <file> <keytool command and options…>
also() { local file=$1; shift; keytool "$@" -noprompt -keystore "$out/$file" -storetype "${TYPE:-PKCS12}" -storepass $P; }
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
also keytool-secret.p12 -genseckey -keyalg AES -keysize 128 -alias hemmelig
also keytool-secret.p12 -importcert -alias rot -file root.crt
also keytool-truststore.p12 -importcert -alias rot -file root.crt
also keytool-generated.p12 -genkeypair -keyalg RSA -keysize 2048 -alias MinNokkel -dname 'CN=alene' -validity 25000
java "$here/StoreWithEntryPassword.java" "$out/keytool.p12" $P auth eget-passord "$out/keytool-entry-password.p12"
java "$here/StoreWithEntryPassword.java" "$out/keytool-several.p12" $P enc eget-passord "$out/keytool-several-one-entry-password.p12"
import keytool-pkcs12.jks auth

for TYPE in JKS JCEKS; do
  ending=${TYPE,,}
  import keytool.$ending auth
  import keytool-entry-password.$ending auth -destkeypass eget-passord
  for name in enc sign auth; do import keytool-several.$ending $name; done
done
TYPE=JKS
import keytool-jks.p12 auth
import keytool-ec.jks ec
for name in expired auth; do import keytool-renewed.jks $name; done
for name in auth production; do import keytool-two-valid.jks $name; done
cp "$out/keytool-several.jks" "$out/keytool-several-one-entry-password.jks"
also keytool-several-one-entry-password.jks -importcert -alias rot -file root.crt
also keytool-several-one-entry-password.jks -keypasswd -alias enc -keypass $P -new eget-passord
also keytool-truststore.jks -importcert -alias rot -file root.crt
cp "$out/keytool.jks" "$out/keytool-new-store-password.jks"
also keytool-new-store-password.jks -storepasswd -new nytt-passord
head -c 2000 "$out/keytool.jks" > "$out/cut.jks"
TYPE=JCEKS
import keytool-10k.jceks auth -J-Djdk.jceks.iterationCount=10000
# secrets <file> [keytool options…]
secrets() {
  local file=$1; shift
  also $file -genseckey -keyalg AES -keysize 128 -alias hemmelig "$@"
  import $file auth "$@"
  also $file -genseckey -keyalg DESede -keysize 168 -alias hemmelig2 "$@"
  printf 'passord-i-kassen\npassord-i-kassen\n' | also $file -importpass -alias hemmelig3 "$@"
  also $file -importcert -alias rot -file root.crt
}
secrets keytool-secret.jceks
secrets keytool-10k-secret.jceks -J-Djdk.jceks.iterationCount=10000
unset TYPE
# An alias with NUL in it, passwords that are not ASCII: keytool cannot, its API can.
for type in JKS JCEKS; do java "$here/StoreNonAscii.java" "$out/keytool.p12" $P auth $type "$out/java-non-ascii.${type,,}"; done
rm "$out/auth.p12"

# --- PKCS#12 by GnuTLS and NSS ------------------------------------------------------------------
if has certtool; then
  certtool --to-p12 --load-privkey auth.key --load-certificate auth.crt --load-ca-certificate chain.pem --p12-name auth \
    --password $P --outder --outfile "$out/gnutls.p12" 2>>gnutls.log
fi
if has pk12util && has certutil; then
  certutil -N -d sql:"$HOME" --empty-password
  pk12util -i "$out/openssl.p12" -d sql:"$HOME" -W $P >>nss.log
  pk12util -o "$out/nss.p12" -n auth -d sql:"$HOME" -W $P >>nss.log
fi

# --- BouncyCastle (libbcprov-java, libbcpkix-java) ----------------------------------------------
jars=/usr/share/java
if [ -f $jars/bcpkix.jar ]; then
  java -cp "$jars/bcprov.jar:$jars/bcpkix.jar:$jars/bcutil.jar" "$here/StoreWithBouncyCastle.java" \
    "$out/keytool-two-valid.p12" $P auth production "$out/bouncycastle"
else
  echo "no $jars/bcpkix.jar: BouncyCastle's samples stay as they are" >&2
fi

# --- PEM and DER --------------------------------------------------------------------------------
rsa() { openssl rsa -in auth.key "$@"; }
pkcs8() { openssl pkcs8 -topk8 -in auth.key -passout "pass:$P" "$@"; }
old=(-provider legacy -provider default)
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
tr '\n' '\r' < "$out/pkcs8.pem" > "$out/cr.pem"
sed 's/^/    /' "$out/pkcs8.pem" > "$out/indented.pem"
{ printf '\xef\xbb\xbf'; cat "$out/pkcs8.pem"; } > "$out/bom.pem"
iconv -f ASCII -t UTF-16LE "$out/pkcs8.pem" | { printf '\xff\xfe'; cat; } > "$out/utf-16.pem"
awk '{ printf "%s\\n", $0 }' "$out/pkcs8.pem" > "$out/escaped-newlines.pem"
tr '\n' ' ' < "$out/pkcs8.pem" > "$out/one-line.pem"
cp auth.p8.pem "$out/key-only.pem"
iconv -f ASCII -t UTF-16BE auth.p8.pem | { printf '\xfe\xff'; cat; } > "$out/utf-16be.pem"
cat auth.p8.pem other.key auth.crt seid1.crt chain.pem > "$out/two-keys.pem"
cat auth.p8.pem seid1.crt chain.pem > "$out/mismatch.pem"
{ pkcs8; cat auth.crt chain.pem; } > "$out/pkcs8-encrypted.pem"
pkcs8 -v2prf hmacWithSHA1 -v2 aes-128-cbc -out "$out/pkcs8-sha1-aes128.pem"
for hash in 224 384 512 512-224 512-256; do pkcs8 -v2prf hmacWithSHA$hash -v2 aes-192-cbc -out "$out/pkcs8-sha$hash.pem"; done
pkcs8 -v2 des3 -out "$out/pkcs8-des3.pem"
pkcs8 -scrypt -out "$out/pkcs8-scrypt.pem"
pkcs8 -scrypt -scrypt_N 16 -out "$out/pkcs8-scrypt-16.pem"
pkcs8 -v1 PBE-SHA1-3DES -out "$out/pkcs8-pbe-3des.pem"
pkcs8 -v1 PBE-MD5-DES "${old[@]}" -out "$out/pkcs8-pbe-md5-des.pem"
pkcs8 -v1 PBE-SHA1-RC2-64 "${old[@]}" -out "$out/pkcs8-pbe-sha1-rc2.pem"
pkcs8 -v2 des-cbc "${old[@]}" -out "$out/pkcs8-des.pem"
pkcs8 -v2 rc2-cbc "${old[@]}" -out "$out/pkcs8-rc2.pem"
for cipher in aes128 aes192 aes256 des3; do rsa -traditional -$cipher -passout "pass:$P" -out "$out/dek-$cipher.pem"; done
rsa -traditional -des -passout "pass:$P" "${old[@]}" -out "$out/dek-des.pem"
openssl pkcs12 -in "$out/openssl.p12" -nodes -passin "pass:$P" -out "$out/bag-attributes.pem"
cat ec.key ec.crt > "$out/ec.pem"
openssl ec -in ec.key -out "$out/ec-sec1.pem"
openssl ec -in ec.key -outform DER -out "$out/ec-sec1.der"
for name in ed25519 pss weak; do cat $name.key $name.crt > "$out/$name.pem"; done
rsa -pubout -out "$out/public.pem"
rsa -pubout -outform DER -out "$out/public.der"
rsa -RSAPublicKey_out -out "$out/public-pkcs1.pem"
cat auth.crt chain.pem > "$out/certificates.pem"
cp auth.csr "$out/request.pem"
openssl req -in auth.csr -outform DER -out "$out/request.der"
openssl crl2pkcs7 -nocrl -certfile chain.pem -out "$out/chain.p7b"
openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out "$out/chain.p7b.der"

# --- JWK ----------------------------------------------------------------------------------------
for name in auth.crt intermediate.crt root.crt; do openssl x509 -in $name -outform DER | base64 -w0 > $name.base64; done
node "$here/jwks.js" . "$out"

# --- base64 -------------------------------------------------------------------------------------
base64 -w0 "$out/openssl.p12" > "$out/openssl.p12.base64"
{ printf 'base64:'; base64 -w0 "$out/openssl.p12"; } > "$out/openssl.p12.prefixed-base64"
for file in pkcs8.pem pkcs8.der keytool.jks kid.jwk.json; do base64 "$out/$file" > "$out/$file.base64"; done

# --- files that are something else --------------------------------------------------------------
printf '<!DOCTYPE html>\n<html><body>Not found</body></html>\n' > "$out/page.p12"
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 4700\n' > "$out/lfs.p12"
: > "$out/empty.p12"
head -c 2000 "$out/openssl.p12" > "$out/cut.p12"
(cd "$out"; python3 -m zipfile -c openssl.p12.zip openssl.p12; gzip -kn openssl.p12)
if has ssh-keygen; then
  cp auth.key ssh && chmod 600 ssh && ssh-keygen -q -p -N '' -f ssh >>ssh.log
  cp ssh "$out/ssh-openssh"
  ssh-keygen -y -f ssh > "$out/ssh-openssh.pub"
  ssh-keygen -e -f "$out/ssh-openssh.pub" | sed 's/^Comment:.*/Comment: "2048-bit RSA"/' > "$out/ssh-rfc4716.pub"
fi
if has puttygen; then puttygen auth.p1.pem -o "$out/putty.ppk"; fi
if has gpg; then
  gpg --batch --quiet --passphrase '' --quick-generate-key 'Kari <kari@example.test>' ed25519 2>>gpg.log
  gpg --batch --quiet --armor --export-secret-keys > "$out/pgp-secret.asc"
  gpg --batch --quiet --export-secret-keys > "$out/pgp-secret.gpg"
  gpg --batch --quiet --armor --export > "$out/pgp-public.asc"
  gpg --batch --quiet --export > "$out/pgp-public.gpg"
  gpgconf --kill gpg-agent
fi

# --- what openssl says --------------------------------------------------------------------------
digest() { openssl dgst -sha256 -r | cut -d' ' -f1; }
quote() { python3 -c 'import json,sys; print(json.dumps(sys.stdin.read().rstrip("\n"), ensure_ascii=False), end="")'; }
also keytool-generated.p12 -exportcert -alias minnokkel -file generated.der
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
cp "$out"/* "$here/"

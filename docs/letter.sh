#!/bin/sh
# Sends a letter to a letterbox of Secure Chat (docs/letterbox.md): the text on standard input, in UTF-8, to the
# address in a file. Needs openssl 3 and curl. The server gets the sealed letter and cannot read it.
#
#   echo "The backup is done." | ./letter.sh address.txt
#
# For a certificate of your own, set CURL_CA_BUNDLE to its root. Exit codes: 0 delivered, 1 refused or failed,
# 2 wrong use.
set -eu
umask 077
LC_ALL=C
export LC_ALL

fail() {
  echo "letter.sh: $2" >&2
  exit "$1"
}

[ $# -eq 1 ] && [ -r "$1" ] || fail 2 "usage: letter.sh ADDRESS-FILE < TEXT"
address=$(head -n 1 "$1" | tr -d ' \r\n')
url=${address%%#*}
part=${address#*#}
case $address in
  https://*/box/*'#'* | http://localhost*/box/*'#'* | http://127.0.0.1*/box/*'#'*) ;;
  *) fail 2 "the file does not have the address of a letterbox in its first line" ;;
esac
case $url in
  *[!A-Za-z0-9:/._%-]*) [ "$url" != "${url#*\[}" ] || fail 2 "the address has characters that no address has" ;;
esac

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder"

hex() { od -An -v -tx1 | tr -d ' \n'; }

# What the program knows: room and box (20 bytes), and the box's public key (32 bytes).
while [ $((${#part} % 4)) -ne 0 ]; do part="$part="; done
printf '%s\n' "$part" | tr '_-' '/+' | openssl base64 -d -A > part 2>/dev/null || fail 2 "the address is damaged"
[ "$(wc -c < part)" -eq 52 ] || fail 2 "the address is damaged"
dd if=part of=place bs=1 count=20 2>/dev/null
dd if=part of=key bs=1 skip=20 2>/dev/null
{ printf '\060\052\060\005\006\003\053\145\156\003\041\000'; cat key; } > key.der

# The content: JSON, the byte 80, and zeros up to a multiple of 64.
{
  printf '{"t":"text","b":"'
  tr -d '\000-\010\013-\037\177' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e "s/$(printf '\t')/\\\\t/g" |
    awk 'NR > 1 { printf "%s", "\\n" } { printf "%s", $0 }'
  printf '","at":%s000}' "$(date +%s)"
} > plain
length=$(wc -c < plain)
[ "$length" -gt "$(printf '{"t":"text","b":"","at":%s000}' "$(date +%s)" | wc -c)" ] || fail 2 "there is no text to send"
[ "$length" -le 16384 ] || fail 2 "the text is too long"
printf '\200' >> plain
dd if=/dev/zero bs=1 count=$((63 - length % 64)) 2>/dev/null >> plain

# A key pair for this letter alone, and the keys that follow from it.
openssl genpkey -algorithm X25519 -out own.pem 2>/dev/null
openssl pkey -in own.pem -pubout -outform DER | tail -c 32 > ephemeral
openssl pkeyutl -derive -inkey own.pem -peerkey key.der -peerform DER -out shared
keys=$(openssl kdf -binary -keylen 64 -kdfopt digest:SHA256 -kdfopt "hexkey:$(hex < shared)" \
  -kdfopt "hexsalt:$(cat ephemeral key | hex)" -kdfopt "hexinfo:5343314201$(hex < place)" HKDF | hex)
rm own.pem shared

{
  printf 'SC1B\001'
  cat place ephemeral
  openssl enc -aes-256-ctr -K "$(printf %s "$keys" | cut -c1-64)" -iv 00000000000000000000000000000000 -in plain
} > letter
openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(printf %s "$keys" | cut -c65-128)" -binary letter > mac
cat mac >> letter

# The address goes to curl by its standard input: other users of this machine see the arguments of processes.
status=$(printf 'url = "%s"\n' "$url" | curl --config - --silent --show-error --max-time 60 --output answer \
  --write-out '%{http_code}' --header 'Content-Type: application/octet-stream' --data-binary @letter) ||
  fail 1 "the server cannot be reached"
case $status in
  204) ;;
  404) fail 1 "this letterbox does not exist any more" ;;
  429) fail 1 "too many letters; try again in a minute" ;;
  *) fail 1 "the server answered $status" ;;
esac

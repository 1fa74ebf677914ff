# Writes DER from standard input anew the way Windows and BouncyCastle do: indefinite lengths, octet strings in pieces.
import sys

CONSTRUCTED, OCTET_STRING, CONTEXT_0 = 0x20, 0x04, 0x80
END = b"\0\0"


def length_of(der, at):
    """The length at this place, and where the content begins."""
    first = der[at]
    if first < 0x80:
        return first, at + 1
    end = at + 1 + (first & 0x7F)
    return int.from_bytes(der[at + 1 : end], "big"), end


def values(der):
    at = 0
    while at < len(der):
        length, start = length_of(der, at + 1)
        yield der[at], der[start : start + length], der[at : start + length]
        at = start + length


def head(length):
    if length < 0x80:
        return bytes([length])
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def to_ber(der):
    out = b""
    for tag, content, whole in values(der):
        if tag & CONSTRUCTED:
            out += bytes([tag, 0x80]) + to_ber(content) + END
        elif tag in (OCTET_STRING, CONTEXT_0):
            pieces = [content[at : at + 1000] for at in range(0, len(content), 1000)]
            out += bytes([tag | CONSTRUCTED, 0x80]) + b"".join(bytes([OCTET_STRING]) + head(len(p)) + p for p in pieces) + END
        else:
            out += whole
    return out


sys.stdout.buffer.write(to_ber(sys.stdin.buffer.read()))

"""The second verifier of the audit log: written from docs/audit.md and the layout in chain.ts, with nothing but Python's standard library.

usage: verify.py DATABASE [CHECKPOINTS PUBLIC_KEYS [TRUSTED]]

Prints one finding a line, then "good" or "WRONG", the last number and the last hash; exit code 0 or 1
"""
import base64
import hashlib
import json
import sqlite3
import struct
import sys
from datetime import datetime, timezone

TAG = b"wharfinger-audit-v1"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NONE = "0" * 64

# Ed25519 (RFC 8032): points as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, d - c, d + c, f + e
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P:
        raise ValueError("no point of the curve")
    return (x if x & 1 == sign else -x % P, y, 1, (x if x & 1 == sign else -x) * y % P)


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signed(key, message, signature):
    try:
        s, hashed = int.from_bytes(signature[32:], "little"), hashlib.sha512(signature[:32] + key + message).digest()
        a, b = times(s, BASE), add(point(signature[:32]), times(int.from_bytes(hashed, "little") % L, point(key)))
        return s < L and (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0
    except ValueError:
        return False


def unpack(text):
    return base64.urlsafe_b64decode(text + "==")


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_checkpoints(path, known, trusted, findings):
    """What the lines vouch for, as (size, hash); those kept elsewhere as well."""
    points, key, before, log_id, size, seen, keys = [], None, NONE, None, 0, set(), set()
    for number, line in enumerate(open(path, "rb").read().split(b"\n")[:-1], 1):
        wrong = lambda what: findings.append((f"checkpoint {number}", what))
        try:
            value = json.loads(line)
            told = value["checkpoint"]
            if canonical(value).encode() != line or not {"prevCheckpoint", "logId", "keyId", "size", "headHash"} <= set(told):
                raise ValueError("another form")
        except (ValueError, KeyError, TypeError):
            wrong("is none")
            continue
        key = key or unpack(told.get("publicKey", ""))
        keys.add(hashlib.sha256(key).hexdigest()[:32])
        message = b"wharfinger-checkpoint-v1\n" + canonical(told).encode()
        if told["prevCheckpoint"] != before or (log_id or told["logId"]) != told["logId"]:
            wrong("does not follow")
        if told["keyId"] != hashlib.sha256(key).hexdigest()[:32] or not signed(key, message, unpack(value["signature"])):
            wrong("is not signed by its key")
        if "accepted" in told:
            points = [one for one in points if one[0] <= told["size"]]
        elif told["size"] < size:
            wrong("takes records back")
        if "nextKey" in told:
            key = unpack(told["nextKey"])
            keys.add(hashlib.sha256(key).hexdigest()[:32])
            if not signed(key, message, unpack(value["nextSignature"])):
                wrong("names a key that has not signed")
        before, log_id, size = hashlib.sha256(line).hexdigest(), told["logId"], told["size"]
        seen.add(line)
        points.append((size, told["headHash"]))
    if not seen:
        findings.append(("checkpoint 1", "missing"))
    if not keys & {hashlib.sha256(unpack(json.loads(line)["publicKey"])).hexdigest()[:32] for line in open(known)}:
        findings.append(("checkpoint 1", "signed with another key"))
    for line in open(trusted, "rb").read().splitlines() if trusted else []:
        told = json.loads(line)["checkpoint"]
        points.append((told["size"], told["headHash"]))
        if line not in seen or told["logId"] != log_id or told["keyId"] not in keys:
            findings.append((told["size"], "the checkpoint kept elsewhere is not among the checkpoints"))
    return points


def field(data):
    return struct.pack(">I", len(data)) + data


def record_hash(seq, time, prev_hash, body):
    millis = round((datetime.fromisoformat(time.replace("Z", "+00:00")) - EPOCH).total_seconds() * 1000)
    body_hash = hashlib.sha256(body.encode("utf-8")).digest()
    parts = [TAG, struct.pack(">Q", seq), struct.pack(">q", millis), bytes.fromhex(prev_hash), body_hash]
    return hashlib.sha256(b"".join(field(part) for part in parts)).hexdigest()


def indexed(text):
    return None if text is None else text.replace("\0", "\u2400")


def forms(character):
    upper = character.upper()
    return sorted({character} | {form for form in (character.lower(), upper, upper.lower()) if len(form) == 1})


def folded(character):
    if character == "\x1f":
        return "\ufffd"
    return forms(character)[-1] if all(forms(form) == forms(character) for form in forms(character)) else character


def check_texts(database, records, findings, begin):
    """Whether the search for text has the text of each action, and no other. (Its words are SQLite's to check.)"""
    found = {row["id"]: row["c0"] for row in database.execute("SELECT * FROM AuditText_content WHERE id > ?", (begin,))}
    for (seq, _, told, _), _ in records.values():
        texts = [told["reason"], (told["target"] or {}).get("name"), *(value for _, value in sorted(told["params"].items()))]
        expected = "".join("\x1f" + "".join(map(folded, indexed(text))) for text in texts if text is not None)
        if found.pop(seq, None) != expected:
            findings.append((seq, "another text in the text index"))
    findings.extend((seq, "only in the text index") for seq in found)


def check_index(database, records, findings, begin):
    """Whether each row of AuditAction says what its records say, and there are as many rows as intents."""
    actions = {row["seq"]: row for row in database.execute("SELECT * FROM AuditAction")}
    for intent, outcome in records.values():
        row, told = actions.pop(intent[0], None), intent[2]
        if row is None:
            findings.append((intent[0], "not in the index"))
            continue
        target, end = told["target"] or {}, outcome[2] if outcome else {"result": "pending", "origin": told["origin"], "durationMs": None}
        labels = {key: target[name] for key, name in (("targetType", "type"), ("targetName", "name"), ("targetImage", "image")) if target}
        expected = labels | {
            "at": intent[1], "auditId": told["auditId"], "action": told["action"], "host": told["host"], "reason": told["reason"],
            "actorId": told["actor"]["id"], "actorName": told["actor"]["name"], "intent": intent[3],
            "targetId": end.get("targetId") or target.get("id"), "result": end["result"], "origin": end["origin"],
            "outcomeSeq": outcome and outcome[0], "finishedAt": outcome and outcome[1], "outcome": outcome and outcome[3],
            "durationMs": end["durationMs"], "idempotencyKey": told["params"].get("idempotencyKey"),
        }
        for name, value in expected.items():
            if row[name] != (indexed(value) if isinstance(value, str) and name not in ("intent", "outcome") else value):
                findings.append((intent[0], f"another {name} in the index"))
    findings.extend((seq, "only in the index") for seq in actions if not 0 < seq <= begin)


def verify(database, checkpoints, known, trusted):
    has = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'AuditRetained'").fetchone()
    removed = has and database.execute("SELECT seq, hash FROM AuditRetained").fetchone()
    begin, head_hash = removed or (0, NONE)
    head_seq, stages, findings, hashes, records, told_removals = begin, {}, [], {begin: head_hash}, {}, set()
    points = read_checkpoints(checkpoints, known, trusted, findings) if checkpoints else []
    rows = database.execute("SELECT seq, auditId, stage, time, body, prevHash, hash FROM AuditRecord WHERE ? = 0 OR seq > ? ORDER BY seq", (begin, begin))
    for seq, audit_id, stage, time, body, prev_hash, stored_hash in rows:
        if seq != head_seq + 1:
            findings.append((head_seq + 1, "missing"))
        if prev_hash != head_hash:
            findings.append((seq, "does not follow"))
        if seq < 1 or record_hash(seq, time, prev_hash, body) != stored_hash:
            findings.append((seq, "edited"))
        told = json.loads(body)
        if told["stage"] != stage or told["event"]["auditId"] != audit_id:
            findings.append((seq, "columns differ from the body"))
        known = stages.setdefault(audit_id, [])
        if stage in known or "outcome" in known or (stage != "intent" and "intent" not in known and not begin):
            findings.append((seq, "stage out of place"))
        known.append(stage)
        if stage == "intent":
            if told["event"]["action"] == "audit.retention":
                told_removals.add((told["event"]["params"]["upTo"], told["event"]["params"]["hash"]))
            records[audit_id] = ((seq, time, told["event"], body), None)
        elif stage == "outcome" and audit_id in records:
            records[audit_id] = (records[audit_id][0], (seq, time, told["event"], body))
        head_seq, head_hash = seq, stored_hash
        hashes[seq] = stored_hash
    if begin and ((str(begin), hashes[begin]) not in told_removals or (points and begin not in dict(points))):
        findings.append((begin, "removed with all before it, which is not on record or vouched for"))
    for size, head in points:
        if size < begin:
            continue
        if hashes.get(size) != head:
            findings.append((size, "not the record that a checkpoint vouches for" if size in hashes else "cut off"))
    check_index(database, records, findings, begin)
    check_texts(database, records, findings, begin)
    return findings, head_seq, head_hash


def main():
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    findings, seq, last = verify(database, *(sys.argv[2:5] + [None] * 3)[:3])
    for where, finding in findings:
        print(where, finding)
    print("WRONG" if findings else "good", seq, last)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

"""The second verifier of the audit log: written from the layout in chain.ts's documentation, with nothing but Python's standard library.

usage: verify.py DATABASE    prints one finding a line, then "good" or "WRONG", the last number and the last hash; exit code 0 or 1
"""
import hashlib
import json
import sqlite3
import struct
import sys
from datetime import datetime, timezone

TAG = b"wharfinger-audit-v1"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def field(data):
    return struct.pack(">I", len(data)) + data


def record_hash(seq, time, prev_hash, body):
    millis = round((datetime.fromisoformat(time.replace("Z", "+00:00")) - EPOCH).total_seconds() * 1000)
    parts = [
        TAG,
        struct.pack(">Q", seq),
        struct.pack(">q", millis),
        bytes.fromhex(prev_hash),
        hashlib.sha256(body.encode("utf-8")).digest(),
    ]
    return hashlib.sha256(b"".join(field(part) for part in parts)).hexdigest()


def verify(database):
    head_seq, head_hash, stages, findings = 0, "0" * 64, {}, []
    rows = database.execute("SELECT seq, auditId, stage, time, body, prevHash, hash FROM AuditRecord ORDER BY seq")
    for seq, audit_id, stage, time, body, prev_hash, stored_hash in rows:
        if seq != head_seq + 1:
            findings.append((head_seq + 1, "missing"))
        if prev_hash != head_hash:
            findings.append((seq, "does not follow"))
        if record_hash(seq, time, prev_hash, body) != stored_hash:
            findings.append((seq, "edited"))
        told = json.loads(body)
        if told["stage"] != stage or told["event"]["auditId"] != audit_id:
            findings.append((seq, "columns differ from the body"))
        known = stages.setdefault(audit_id, [])
        if stage in known or "outcome" in known or (stage != "intent" and "intent" not in known):
            findings.append((seq, "stage out of place"))
        known.append(stage)
        head_seq, head_hash = seq, stored_hash
    return findings, head_seq, head_hash


def main():
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    findings, seq, last = verify(database)
    for number, finding in findings:
        print(number, finding)
    print("WRONG" if findings else "good", seq, last)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

"""A wheel without tools and without a network: a zip with three small files.

    python3 wheel.py OUTDIR VERSION TAG BUILT DATASET LICENSE...

TAG is the platform's, manylinux_2_17_x86_64 for one. The wheel is for every
Python 3, because it holds no module in C: only the file that SQLite loads.
"""
import base64
import hashlib
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
import archive  # noqa: E402

out, version, tag, built, dataset, *licences = sys.argv[1:]
info = f"entente-{version}.dist-info"


def read(path):
    with open(path, "rb") as file:
        return file.read()


readme = read(os.path.join(here, "README.md")).decode()
metadata = f"""Metadata-Version: 2.1
Name: entente
Version: {version}
Summary: International relations in SQL: a loadable extension of SQLite
License: MIT
Keywords: sqlite,international relations,alliances,sanctions
Classifier: License :: OSI Approved :: MIT License
Classifier: Programming Language :: Python :: 3
Classifier: Topic :: Database
Classifier: Topic :: Scientific/Engineering
Requires-Python: >=3.6
Description-Content-Type: text/markdown

{readme}"""
wheel = f"""Wheel-Version: 1.0
Generator: entente
Root-Is-Purelib: false
"""
wheel += "".join(f"Tag: py3-none-{one}\n" for one in tag.split("."))

entries = [
    ("entente/__init__.py", read(os.path.join(here, "entente", "__init__.py"))),
    ("entente/py.typed", b""),
    (f"entente/{os.path.basename(built)}", read(built)),
    ("entente/korea-russia-2023.json", read(dataset)),
    (f"{info}/METADATA", metadata.encode()),
    (f"{info}/WHEEL", wheel.encode()),
]
for licence in licences:
    entries.append((f"{info}/licenses/{os.path.basename(licence)}", read(licence)))


def row(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode()
    return f"{name},sha256={digest.rstrip('=')},{len(data)}\n"


record = "".join(row(*entry) for entry in entries) + f"{info}/RECORD,,\n"
entries.append((f"{info}/RECORD", record.encode()))

name = f"entente-{version}-py3-none-{tag}.whl"
archive.write(os.path.join(out, name), entries)
print(os.path.join(out, name))

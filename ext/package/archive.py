"""A zip whose bytes depend on its files alone: sorted, one time for all, no
owner. The wheel is one, and so is what Windows gets.

    python3 archive.py OUT.zip FOLDER...
"""
import os
import sys
import time
import zipfile


def moment():
    """SOURCE_DATE_EPOCH as a zip writes it; zip knows no year before 1980."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", 315532800))
    return max(time.gmtime(seconds)[:6], (1980, 1, 1, 0, 0, 0))


def write(path, entries):
    """entries: pairs of a name in the zip and its bytes."""
    when = moment()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries:
            info = zipfile.ZipInfo(name, when)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever this runs
            info.external_attr = 0o100644 << 16
            out.writestr(info, data)


def files(folder):
    """Every file below a folder, by its path from the folder's parent."""
    top = os.path.dirname(os.path.abspath(folder))
    for place, folders, names in os.walk(os.path.abspath(folder)):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                yield os.path.relpath(path, top).replace(os.sep, "/"), file.read()


if __name__ == "__main__":
    write(sys.argv[1], [entry for folder in sys.argv[2:] for entry in files(folder)])

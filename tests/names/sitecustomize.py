"""Name service for processes under test: with this folder on PYTHONPATH, names lead where FAKE_NAMES says.

`FAKE_NAMES="bao.vn=127.0.0.1 slow.vn=hang"`; no other name leads anywhere, and no name server is asked.
"""

import os
import socket
import time
from pathlib import Path

names = dict(pair.split("=") for pair in os.environ.get("FAKE_NAMES", "").split())


def gethostbyname(name: str) -> str:
    if name.replace(".", "").isdigit():
        return name
    if os.environ.get("FAKE_NAMES_ASKED"):
        with Path(os.environ["FAKE_NAMES_ASKED"]).open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
    address = names.get(name)
    if address == "hang":
        time.sleep(60)
    if address is None or address == "hang":
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return address


socket.gethostbyname = gethostbyname

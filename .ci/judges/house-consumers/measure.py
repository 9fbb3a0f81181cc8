"""How long P1 and the module's answers take, in a process of its own: p1 REFERENCE PORT SECONDS | module PORT SECONDS.

p1 counts from the moment at which the same telegram has come whole at the reference, a terminal or a port.
Prints milliseconds as a JSON list.
"""
import json
import os
import re
import select
import sys
import time
from socket import create_connection

try:
    os.nice(-10)  # its own turn at the processor is not what is measured
except PermissionError:
    pass  # who is not root measures that too


def p1(reference, port, seconds):
    if reference.isdigit():
        first = create_connection(("127.0.0.1", int(reference)), 10).detach()
    else:
        first = os.open(reference, os.O_RDONLY | os.O_NOCTTY)
    second = create_connection(("127.0.0.1", int(port)), 30).detach()
    text, came, took = {first: b"", second: b""}, {}, []
    end = time.time() + float(seconds)
    while time.time() < end:
        for one in select.select([first, second], [], [], 1)[0]:
            text[one] += os.read(one, 65536)
            now = time.perf_counter()
            while found := re.search(rb"![0-9A-F]{4}\r\n", text[one]):
                begin = text[one].rfind(b"/", 0, found.end())
                telegram, text[one] = text[one][max(0, begin):found.end()], text[one][found.end():]
                other = came.pop((second if one == first else first, telegram), None)
                if other is None:
                    came[(one, telegram)] = now
                else:
                    took.append(1000 * (now - other if one == second else other - now))
    return took


def module(port, seconds):
    """What evcc reads of a SmartEVSE module, one after the other, ten times as often."""
    took, number = [], 0
    end = time.time() + float(seconds)
    with create_connection(("127.0.0.1", int(port)), 10) as line:
        while time.time() < end:
            for function, address, count in ((4, 0x103, 1), (4, 0x105, 3), (4, 0x108, 1), (4, 0x10D, 2), (3, 0x201, 1)):
                number = (number + 1) & 0xFFFF
                began = time.perf_counter()
                line.sendall(number.to_bytes(2, "big") + bytes([0, 0, 0, 6, 2, function]) + address.to_bytes(2, "big") +
                             count.to_bytes(2, "big"))
                answer = line.recv(300)
                took.append(1000 * (time.perf_counter() - began))
                if answer[7] != function or len(answer) != 9 + 2 * count:
                    sys.exit(f"the module's answer is {answer.hex()}")
            time.sleep(1)
    return took


print(json.dumps((p1 if sys.argv[1] == "p1" else module)(*sys.argv[2:])))

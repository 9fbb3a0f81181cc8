"""The cases G1 to G17 of issue 11, from outside: a jar, scripted devices on pseudo-terminals and sockets, raw clients."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import tty

JAR = sys.argv[1]
CASES = {}


def case(function):
    CASES[function.__name__.split("_")[0].upper()] = function
    return function


def crc(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return struct.pack("<H", value)


def rtu(unit, pdu):
    frame = bytes([unit]) + pdu
    return frame + crc(frame)


def request(function, address, count):
    return struct.pack(">BHH", function, address, count)


def right(pdu):
    """A device whose registers hold their own addresses."""
    function, address, count = struct.unpack(">BHH", pdu[:5])
    if function in (3, 4):
        return bytes([function, 2 * count]) + b"".join(struct.pack(">H", address + i) for i in range(count))
    return pdu[:5]


class Device:
    """On a pseudo-terminal. The script takes unit and PDU, and returns pieces: (seconds after the request, bytes)."""

    def __init__(self, script):
        self.script = script
        self.asked = []
        self.raw = b""
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        buffer = b""
        while True:
            try:
                read = os.read(self.master, 512)
            except OSError:
                return
            self.raw += read
            buffer += read
            length = frame_length(buffer)
            if length and len(buffer) >= length:
                unit, pdu = buffer[0], buffer[1 : length - 2]
                self.asked.append((unit, pdu))
                buffer = buffer[length:]
                for after, answer in self.script(unit, pdu):
                    threading.Timer(after, os.write, (self.master, answer)).start()


def frame_length(buffer):
    if len(buffer) < 2:
        return 0
    if buffer[1] in (15, 16):
        return 9 + buffer[6] if len(buffer) > 6 else 0
    known = {1: 8, 2: 8, 3: 8, 4: 8, 5: 8, 6: 8, 8: 8, 17: 4, 22: 10, 43: 7}
    return known.get(buffer[1], len(buffer))


def obey(unit, pdu):
    return [(0, rtu(unit, right(pdu)))]


@contextlib.contextmanager
def bridge(entry):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "bridge.yaml")
        with open(config, "w") as file:
            file.write("modbusproxy:\n  - {port: %d, host: 127.0.0.1, %s}\n" % (port, entry))
        log = open(os.path.join(folder, "log"), "w+")
        process = subprocess.Popen(["java", "-jar", JAR, "-c", config], stdout=log, stderr=subprocess.STDOUT)
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                if process.poll() is not None:
                    break
                time.sleep(0.1)
            if process.poll() is not None:
                log.seek(0)
                raise AssertionError("the bridge does not start: " + log.read().strip().splitlines()[0])
            yield Bridge(port, log)
        finally:
            process.terminate()
            process.wait()


class Bridge:
    def __init__(self, port, log):
        self.port, self.file = port, log

    def client(self):
        return Client(self.port)

    def log(self):
        self.file.flush()
        with open(self.file.name) as file:
            return file.read()


class Client:
    """In Modbus TCP."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.settimeout(15)
        self.transaction = 1

    def send(self, unit, pdu, transaction=None):
        self.transaction = self.transaction + 1 if transaction is None else transaction
        self.socket.sendall(struct.pack(">HHHB", self.transaction, 0, 1 + len(pdu), unit) + pdu)

    def receive(self):
        header = self.exactly(7)
        return self.exactly(struct.unpack(">H", header[4:6])[0] - 1)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            read = self.socket.recv(count - len(data))
            assert read, "the connection was closed"
            data += read
        return data

    def ask(self, unit, pdu):
        self.send(unit, pdu)
        return self.receive()


class Upstream:
    """A TCP device: each connection is served by a function."""

    def __init__(self, serve):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.connections = 0
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.run, args=(serve,), daemon=True).start()

    def run(self, serve):
        while True:
            connection, _ = self.server.accept()
            self.connections += 1
            threading.Thread(target=self.one, args=(serve, connection, self.connections), daemon=True).start()

    def one(self, serve, connection, number):
        with contextlib.suppress(OSError, AssertionError), connection:
            serve(connection, number)


def mbap_request(connection):
    header = b""
    while len(header) < 7:
        read = connection.recv(7 - len(header))
        assert read
        header += read
    pdu = connection.recv(struct.unpack(">H", header[4:6])[0] - 1)
    return header, pdu


def mbap_answer(header, pdu, transaction=None, unit=None):
    number = struct.unpack(">H", header[:2])[0] if transaction is None else transaction
    return struct.pack(">HHHB", number, 0, 1 + len(pdu), header[6] if unit is None else unit) + pdu


VOLTAGES = request(4, 0x0109, 3)
CURRENTS = request(4, 0x0105, 3)
LIMIT = request(6, 0x0201, 0x0606)


@case
def g1_late_answers():
    busy = [0.0]

    def late(unit, pdu):
        now = time.monotonic()
        busy[0] = max(busy[0], now) + 2.5
        return [(busy[0] - now, rtu(unit, right(pdu)))]

    device = Device(late)
    with bridge(f"device: {device.path}, timeout: 1s, late: 1s") as one:
        client = one.client()
        for i in range(12):
            pdu = (VOLTAGES, CURRENTS)[i % 2]
            answer = client.ask(2, pdu)
            assert answer == right(pdu) or answer[0] & 0x80, "a wrong answer: " + answer.hex()


@case
def g2_silent_registers():
    device = Device(lambda unit, pdu: [] if pdu[1] == 5 else obey(unit, pdu))
    with bridge(f"device: {device.path}, timeout: 300ms, late: 100ms") as one:
        client, evcc = one.client(), one.client()
        client.ask(2, CURRENTS)
        for cycle in range(3):
            for i in range(3):
                client.ask(2, request(4, 0x0500 + i, 3))
            for i in range(8):
                good = request(4, 0x0100 + i, 2)
                answer = client.ask(2, good)
                assert answer == right(good), f"good read {i} of cycle {cycle} got {answer.hex()}"
            assert evcc.ask(2, LIMIT) == LIMIT, f"a write in cycle {cycle}"


@case
def g3_limited_write():
    device = Device(lambda unit, pdu: [(0, rtu(unit, request(6, 0x0201, 5) if pdu[0] == 6 else right(pdu)))])
    with bridge(f"device: {device.path}, timeout: 300ms, late: 100ms") as one:
        client = one.client()
        for _ in range(4):
            assert client.ask(2, LIMIT) == request(6, 0x0201, 5), "the client does not see the value"
        assert client.ask(2, CURRENTS) == right(CURRENTS), "the unit counts as silent"


@case
def g4_unit_zero():
    def serve(connection, number):
        while True:
            header, pdu = mbap_request(connection)
            connection.sendall(mbap_answer(header, right(pdu)))

    with bridge(f"uri: '127.0.0.1:{Upstream(serve).port}'") as one:
        assert one.client().ask(0, CURRENTS) == right(CURRENTS)


@case
def g5_hung_connection():
    def serve(connection, number):
        while True:
            header, pdu = mbap_request(connection)
            if number > 1:
                connection.sendall(mbap_answer(header, right(pdu)))

    with bridge(f"uri: '127.0.0.1:{Upstream(serve).port}', timeout: 300ms, unit-retry: 300ms") as one:
        client = one.client()
        for i in range(12):
            if client.ask(2, request(4, i, 3)) == right(request(4, i, 3)):
                return
            time.sleep(0.2)
        raise AssertionError("the same connection for ever")


@case
def g6_two_segments():
    def serve(connection, number):
        while True:
            frame = connection.recv(64)
            assert frame
            answer = rtu(frame[0], right(frame[1:-2]))
            connection.sendall(answer[:5])
            time.sleep(0.4)
            connection.sendall(answer[5:])

    with bridge(f"uri: '127.0.0.1:{Upstream(serve).port}', rtu: true, timeout: 2s") as one:
        client = one.client()
        for _ in range(3):
            assert client.ask(2, CURRENTS) == right(CURRENTS)


@case
def g7_closes_after_each_answer():
    def serve(connection, number):
        header, pdu = mbap_request(connection)
        connection.sendall(mbap_answer(header, right(pdu)))

    with bridge(f"uri: '127.0.0.1:{Upstream(serve).port}'") as one:
        client = one.client()
        bad = sum(client.ask(2, request(4, i, 3)) != right(request(4, i, 3)) for i in range(30))
        assert bad == 0, f"{bad} of 30 reads got no answer"


@case
def g8_pause_after_connecting():
    def serve(connection, number):
        time.sleep(0.3)
        connection.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            connection.recv(999)  # what came too early is lost
        connection.setblocking(True)
        header, pdu = mbap_request(connection)
        connection.sendall(mbap_answer(header, right(pdu)))

    keys = "connect-delay: 500ms, connection-each: true, idle-close: 10s, max-age: 1m"
    with bridge(f"uri: '127.0.0.1:{Upstream(serve).port}', {keys}") as one:
        client = one.client()
        for _ in range(3):
            assert client.ask(2, CURRENTS) == right(CURRENTS)


@case
def g9_other_unit():
    def serve(connection, number):
        while True:
            header, pdu = mbap_request(connection)
            connection.sendall(mbap_answer(header, right(pdu), unit=1))

    with bridge(f"uri: '127.0.0.1:{Upstream(serve).port}', timeout: 300ms") as one:
        client = one.client()
        for i in range(3):
            client.ask(2, request(4, i, 3))
        hints = [line for line in one.log().splitlines() if "as another unit" in line]
        assert len(hints) == 1, f"{len(hints)} hints: {hints}"


@case
def g10_two_frames_in_one():
    device = Device(lambda unit, pdu: [])
    hidden = rtu(2, request(6, 0x0202, 0x1234))
    with bridge(f"device: {device.path}, timeout: 300ms, protect: {{2: smartevse}}") as one:
        answer = one.client().ask(2, b"\x08\x00\x00" + rtu(2, b"\x08\x00\x00")[-2:] + hidden)
        assert answer[0] == 0x88 and hidden not in device.raw, "the hidden frame reached the line"


@case
def g11_guarded_unit():
    device = Device(obey)
    with bridge(f"device: {device.path}, timeout: 300ms, protect: {{2: smartevse}}") as one:
        client = one.client()
        for pdu in (b"\x41\x01", request(4, 0xFFFE, 5), request(4, 5, 0), request(3, 0x0200, 126)):
            assert client.ask(2, pdu)[0] & 0x80, pdu.hex()
        assert not device.asked, f"forwarded: {device.asked}"


@case
def g12_scanner():
    device = Device(lambda unit, pdu: obey(unit, pdu) if unit == 2 else [])
    with bridge(f"device: {device.path}, baudrate: 115200, timeout: 1s") as one:
        evcc = one.client()

        def count(seconds):
            end, n, worst = time.monotonic() + seconds, 0, 0
            while time.monotonic() < end:
                began = time.monotonic()
                assert evcc.ask(2, CURRENTS) == right(CURRENTS), "refused"
                worst = max(worst, time.monotonic() - began)
                n += 1
            return n / seconds, worst

        alone, _ = count(5)
        over = threading.Event()

        def scan(first):
            client, unit = one.client(), first
            with contextlib.suppress(AssertionError, OSError):
                while not over.is_set():
                    client.ask(10 + unit % 200, request(3, 0, 1))
                    unit += 12

        for i in range(12):
            threading.Thread(target=scan, args=(i,), daemon=True).start()
        beside, worst = count(20)
        over.set()
        assert beside >= 0.4 * alone and worst < 1.5, f"{beside:.0f}/s of {alone:.0f}/s, worst {worst:.2f} s"


@case
def g13_taken_for_rtu():
    device = Device(obey)
    with bridge(f"device: {device.path}") as one:
        assert one.client().ask(2, CURRENTS) == right(CURRENTS)
        for transaction in range(0x0100, 0x10000):
            code = crc(struct.pack(">HHH", transaction, 0, 6))
            if 0 < transaction >> 8 < 248 and transaction & 0xFF in (3, 4, 6) and code[1] in (3, 4) and code[0]:
                client = one.client()
                client.socket.settimeout(2)
                client.send(code[0], request(code[1], 0, 3), transaction)
                time.sleep(0.2)
                client.send(2, CURRENTS, 0x0001)
                seen = b""
                with contextlib.suppress(OSError):
                    while not mbap_right(seen):
                        seen += client.socket.recv(256)
                assert mbap_right(seen), f"deaf after transaction {transaction:#x}"


def mbap_right(seen):
    return struct.pack(">HHHB", 1, 0, 1 + len(right(CURRENTS)), 2) + right(CURRENTS) in seen


@case
def g14_reads_of_readonly():
    identity = b"\x2b\x0e\x01\x01\x00\x00\x01\x00\x01A"
    device = Device(lambda unit, pdu: [(0, rtu(unit, b"\x11\x02\x01\xff" if pdu[0] == 17 else identity))])
    with bridge(f"device: {device.path}, readonly: deny") as one:
        client = one.client()
        assert client.ask(2, b"\x2b\x0e\x01\x00") == identity, "43/14"
        assert client.ask(2, b"\x11") == b"\x11\x02\x01\xff", "17"


@case
def g15_bad_line():
    spoilt = [True]

    def script(unit, pdu):
        answer = rtu(unit, right(pdu))
        return [(0, answer[:-1] + bytes([answer[-1] ^ 1]) if spoilt[0] else answer)]

    device = Device(script)
    with bridge(f"device: {device.path}, timeout: 300ms, late: 100ms") as one:
        client = one.client()
        for i in range(20):
            client.ask(2, request(4, i, 3))
        warned = [line for line in one.log().splitlines() if "WARN" in line and "unit 2" in line]
        assert len(warned) == 1, f"{len(warned)} lines in the log"


@case
def g16_evccs_keys():
    for keys in ("readOnly: true, Baudrate: 9600", "comset: 80", 'readonly: ""', "readonly: 0", "readonly: 1"):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write("modbusproxy:\n  - {port: 5021, device: /dev/ttyX, %s}\n" % keys)
            file.flush()
            run = subprocess.run(["java", "-jar", JAR, "check", "-c", file.name], capture_output=True, text=True)
            assert run.returncode == 0, keys + ": " + (run.stdout + run.stderr).strip().splitlines()[0]


@case
def g17_telnet():
    def serve(connection, number):
        connection.sendall(bytes.fromhex("fffb03fffd03fffb00fffd00"))
        while True:
            frame = connection.recv(64)
            assert frame
            answer = rtu(frame[0], b"\x04\x02\x01\xff")
            connection.sendall(answer.replace(b"\xff", b"\xff\xff"))

    with bridge(f"uri: '127.0.0.1:{Upstream(serve).port}', rtu: true, timeout: 500ms") as one:
        client = one.client()
        for _ in range(2):
            client.ask(2, request(4, 0x0105, 1))
        assert "telnet" in one.log().lower(), "nothing said"


failed = 0
wanted = sys.argv[2:] or CASES
for name, function in CASES.items():
    if name not in wanted:
        continue
    about = function.__name__.split("_", 1)[1].replace("_", " ")
    try:
        function()
        print(f"{name:4} holds  {about}", flush=True)
    except (AssertionError, OSError) as fault:
        failed += 1
        print(f"{name:4} FAILS  {about}: {fault}", flush=True)
sys.exit(1 if failed else 0)

"""The meter's telegrams, read by their OBIS codes, and whether what a consumer shows was in one of them."""
import os
import re
import threading
import time


def values(telegram):
    """Each value by its name: W, A, V, kWh and m³. What the telegram has not, has no name."""
    def texts(code):
        found = re.search(rf"^{re.escape(code)}((?:\([^)]*\))+)", telegram, re.M)
        return re.findall(r"\(([^)]*)\)", found.group(1)) if found else None

    def number(code):
        found = texts(code)
        return float(found[-1].split("*")[0]) if found else None

    def watts(took, gave):
        both = [number(took), number(gave)]
        return None if both == [None, None] else round(1000 * ((both[0] or 0) - (both[1] or 0)))

    shown = {"power": watts("1-0:1.7.0", "1-0:2.7.0"), "tariff": number("0-0:96.14.0")}
    for way, code in (("import", 1), ("export", 2)):
        tariffs = [number(f"1-0:{code}.8.{n}") for n in (1, 2)]
        shown[f"{way}_t1"], shown[f"{way}_t2"] = tariffs
        total = number(f"1-0:{code}.8.0")
        shown[way] = total if total is not None else None if None in tariffs else round(sum(tariffs), 3)
    for n in (1, 2, 3):
        took, gave = f"1-0:{2 * n}1.7.0", f"1-0:{2 * n}2.7.0"
        shown[f"power_l{n}"] = phase = watts(took, gave)
        shown[f"voltage_l{n}"] = volts = number(f"1-0:{1 + 2 * n}2.7.0")
        current = texts(f"1-0:{1 + 2 * n}1.7.0")
        if current:
            amperes = number(f"1-0:{1 + 2 * n}1.7.0")
            shown[f"whole_current_l{n}"] = amperes
            if "." not in current[-1] and volts and phase is not None:
                amperes = round(phase / volts, 3)  # whole amperes only: the power says more
            elif phase is not None and phase < 0:
                amperes = -amperes
            shown[f"current_l{n}"] = amperes
    for channel in range(1, 5):
        kind = texts(f"0-{channel}:24.1.0")
        for code in ("24.2.1", "24.2.3"):
            read = number(f"0-{channel}:{code}")
            if kind and read is not None:
                shown[{3: "gas", 7: "water"}.get(int(kind[0]), f"channel {channel}")] = read
    return {name: value for name, value in shown.items() if value is not None}


class Telegrams:
    """The telegrams with the moments at which they came, from a tap that the bridge does not use, wherever it is now."""

    def __init__(self, tty):
        self.tty, self.seen, self.lock = tty, [], threading.Lock()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        while True:
            try:
                self.follow(os.open(self.tty, os.O_RDONLY | os.O_NOCTTY))
            except OSError:
                time.sleep(0.2)

    def follow(self, tty):
        text = b""
        try:
            while True:
                more = os.read(tty, 4096)
                if not more:
                    raise OSError("the end")
                text += more
                while found := re.search(rb"![0-9A-F]{4}\r\n", text):
                    begin = text.rfind(b"/", 0, found.end())
                    if begin >= 0:
                        with self.lock:
                            self.seen.append((time.time(), values(text[begin:found.end()].decode("latin-1"))))
                            del self.seen[:-300]
                    text = text[found.end():]
        finally:
            os.close(tty)

    def of_late(self, seconds):
        with self.lock:
            return [shown for at, shown in self.seen if at > time.time() - seconds]

    def newest(self):
        with self.lock:
            return self.seen[-1][1] if self.seen else {}


class Findings:
    """How often each consumer's value was a telegram's; what it was when it was not. After a change all get some time."""

    def __init__(self, telegrams):
        self.telegrams, self.lock = telegrams, threading.Lock()
        self.right, self.wrong, self.notes = {}, {}, []
        self.seen = {}  # right ones since the last change, by who
        self.distinct = {}
        self.silent, self.settled, self.patience, self.part = False, 0.0, 15.0, ""

    def change(self, part, grace, silent=False, patience=15.0):
        """From now on, after some seconds of grace, that is what is true."""
        with self.lock:
            self.part, self.silent, self.patience, self.seen = part, silent, patience, {}
            self.settled = time.time() + grace

    def judge(self, who, shown, slack=None):
        """shown: values by name; empty where the consumer shows none."""
        late = self.telegrams.of_late(self.patience)
        with self.lock:
            is_settled = time.time() > self.settled
            if self.silent:
                if is_settled and shown:
                    self.note_wrong(who, f"shows {shown} of a silent meter")
                elif not shown:
                    self.count(who)
                return
            for name, value in shown.items():
                tolerance = (slack or {}).get(name, 0.0006)
                if any(abs(one.get(name, 1e9) - value) <= tolerance for one in late):
                    self.count(who)
                    self.distinct.setdefault((who, name), set()).add(value)
                elif is_settled:
                    self.note_wrong(who, f"{name} = {value}, telegrams {sorted({one.get(name) for one in late}, key=str)}")

    def count(self, who):
        self.right[who] = self.right.get(who, 0) + 1
        self.seen[who] = self.seen.get(who, 0) + 1

    def note_wrong(self, who, what):
        self.wrong.setdefault(who, []).append(f"{time.strftime('%H:%M:%S')} {self.part}: {what}")

    def fail(self, who, what):
        with self.lock:
            self.note_wrong(who, what)

    def require(self, names):
        """Each of them has shown something right since the last change."""
        with self.lock:
            for who in names:
                if not self.seen.get(who):
                    self.note_wrong(who, "nothing right was shown")
            print(f"{self.part}: " + ", ".join(f"{who} {self.seen.get(who, 0)}" for who in names), flush=True)

# Reads one telegram with PyPI's dsmr-parser and prints every value it finds, one a line: reference, value, unit.
# The arguments: one of its specifications, and the file.
import datetime
import re
import sys
from decimal import Decimal

from dsmr_parser import telegram_specifications
from dsmr_parser.parsers import TelegramParser

specification = getattr(telegram_specifications, sys.argv[1])
telegram = open(sys.argv[2], newline="", encoding="ascii").read()
TelegramParser(specification).parse(telegram, throw_ex=True)  # its checksum, and every line


def text(value):
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(float(value)) if isinstance(value, (int, Decimal)) else str(value)


for known in specification["objects"]:
    for line in re.findall(known["obis_reference"], telegram, re.DOTALL | re.MULTILINE):
        found = known["value_parser"].parse(line)
        for one in found if isinstance(found, list) else [found]:
            for value in one.values:
                shown = [line[: line.index("(")], text(value["value"]), value["unit"] or ""]
                print(" ".join(shown).strip())

# Checks a telegram's checksum, CRC-16/ARC bit by bit, and says what it should be.
import sys

telegram = open(sys.argv[1], "rb").read()
body, checksum = telegram[: telegram.rindex(b"!") + 1], telegram[telegram.rindex(b"!") + 1 :]
crc = 0
for byte in body:
    for bit in range(8):
        crc = (crc >> 1) ^ (0xA001 if (crc ^ (byte >> bit)) & 1 else 0)
print("%04X" % crc, checksum.strip().decode())
sys.exit(0 if checksum == b"%04X\r\n" % crc else 1)

"""200 clients of /ws and 50 polls of /api/v1/data a second, until the end of its input: PORT. Says what they got."""
import http.client
import select
import sys
import threading
import time
from socket import create_connection

port = int(sys.argv[1])
messages = polls = failed = 0
over = threading.Event()


def listen():
    global messages, failed
    sockets = []
    for _ in range(200):
        one = create_connection(("127.0.0.1", port), 10)
        one.sendall(b"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        sockets.append(one)
    for one in sockets:
        failed += not one.recv(4096).startswith(b"HTTP/1.1 101")
    while not over.is_set():
        for one in select.select(sockets, [], [], 1)[0]:
            if one.recv(65536):
                messages += 1
            else:
                failed += 1
                sockets.remove(one)


def poll():
    global polls, failed
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    while not over.is_set():
        began = time.time()
        connection.request("GET", "/api/v1/data")
        answer = connection.getresponse()
        answer.read()
        failed += answer.status != 200
        polls += 1
        time.sleep(max(0.0, 0.2 - (time.time() - began)))


threads = [threading.Thread(target=listen)] + [threading.Thread(target=poll) for _ in range(10)]
for thread in threads:
    thread.start()
sys.stdin.read()
over.set()
for thread in threads:
    thread.join()
print(f"the crowd: {messages} pieces came by WebSocket, {polls} polls were answered, {failed} failed")

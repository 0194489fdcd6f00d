"""Sends one request as written on standard input to 127.0.0.1:PORT, from ADDRESS:PORT, and prints the answer.

How: `plain`, `mapped` (an IPv6 socket, as Java has), `gone` (hangs up at once).
"""
import socket, sys, time

how, address, source, port = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
mapped = "::ffff:" if how == "mapped" else ""
connection = socket.socket(socket.AF_INET6 if mapped else socket.AF_INET)
connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
for _ in range(200):
    try:
        connection.bind((mapped + address, source))
        break
    except OSError:  # who had it before is only just letting go
        time.sleep(0.01)
connection.connect((mapped + "127.0.0.1", port))
connection.sendall(sys.stdin.buffer.read())
if how == "gone":
    connection.close()
    sys.exit()
answer = b""
while piece := connection.recv(65536):
    answer += piece
sys.stdout.buffer.write(answer)

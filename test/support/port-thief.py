"""Tries to listen on PORT, in every way there is, until standard input ends. Says `took` once it can."""
import itertools, select, socket, sys

port = int(sys.argv[1])
WAYS = itertools.cycle(itertools.product(
    [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::"), (socket.AF_INET6, "::ffff:127.0.0.1")],
    [[], [socket.SO_REUSEADDR], [socket.SO_REUSEPORT], [socket.SO_REUSEADDR, socket.SO_REUSEPORT]],
))
tries, held = 0, []
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    for (family, address), options in itertools.islice(WAYS, 64):
        tries += 1
        thief = socket.socket(family)
        try:
            for option in options:
                thief.setsockopt(socket.SOL_SOCKET, option, 1)
            thief.bind((address, port))
            thief.listen()
        except OSError:
            thief.close()
            continue
        held.append(thief)
        print("took", address, options, flush=True)
print("tries", tries, flush=True)
